// SPDX-License-Identifier: MIT
#include "format/format.hpp"
#include "format/line.hpp"
#include "format/never_run.hpp"
#include "format/numbered.hpp"
#include "format/refuse.hpp"
#include "format/tern_template.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

namespace dunlin::migrator {
namespace {

constexpr std::string_view separator = "---- create above / drop below ----";
constexpr std::string_view no_transaction = "---- tern: disable-tx ----";

using data = std::map<std::string, std::string>;

void refuse_misspelled(const source_file& file) {
    for (lines at(file.text); at.next();) {
        const std::string_view line = at.line();
        const bool comment = trim(line).starts_with("--");
        const bool marks = comment && line.find("tern:") != std::string_view::npos &&
                           line.find("disable") != std::string_view::npos;
        // tern does not recognise it within a line or before a carriage return.
        const bool exact = line == no_transaction && (at.after() - at.begin() <= line.size() + 1);
        if (marks && !exact) {
            refuse(file, at.begin(),
                   "looks like a misspelled disable-tx line, which tern would ignore",
                   fmt::format("write it on a line of its own: {}", no_transaction));
        }
        if (comment && line.find("create above") != std::string_view::npos &&
            line.find(separator) == std::string_view::npos) {
            refuse(file, at.begin(), "looks like a misspelled separator, which tern would ignore",
                   fmt::format("write it like this: {}", separator));
        }
    }
}

bool has_sql(std::string_view half) {
    for (lines at(half); at.next();) {
        const std::string_view line = trim(at.line());
        if (!line.empty() && !line.starts_with("--")) {
            return true;
        }
    }
    return false;
}

script read_half(const folder& at, migration& of, std::size_t begin, std::size_t end,
                 const data& values) {
    script script{begin, end};
    const std::string_view text = std::string_view(of.file->text).substr(begin, end - begin);
    script.options.no_transaction = text.find(no_transaction) != std::string_view::npos;
    script.options.honours_blocks = true;
    tern_half found = read_template(at, *of.file, begin, end, values);
    script.edits = std::move(found.edits);
    if (!found.unknown.empty() && of.needs_tool.empty()) {
        of.needs_tool = fmt::format("only tern can evaluate {{{{ {} }}}}", found.unknown);
    }
    return script;
}

migration read_one(const folder& at, const std::string& name, const data& values) {
    const auto parts = read_numbered(name);
    migration migration;
    migration.version = as_number(parts->digits);
    migration.name = name;
    migration.description = words_of(without_suffix(parts->rest, ".sql"));
    migration.file = at.read(name);
    refuse_misspelled(*migration.file);
    const std::string& text = migration.file->text;
    const std::size_t cut = std::min(text.find(separator), text.size());
    migration.up = read_half(at, migration, 0, cut, values);
    if (!has_sql(std::string_view(text).substr(0, cut))) {
        refuse(*migration.file, 0, "there is no SQL above the separator, which tern refuses",
               "write the migration's statements there");
    }
    const std::size_t below = std::min(cut + separator.size(), text.size());
    if (!trim(std::string_view(text).substr(below)).empty()) {
        migration.down = read_half(at, migration, below, text.size(), values);
    }
    compute_checksum(migration);
    return migration;
}

bool is_named(const folder::item& item) {
    const auto parts = read_numbered(item.name);
    return !item.is_folder && parts && parts->rest.ends_with(".sql") && parts->rest.size() > 4 &&
           !as_number(parts->digits, std::numeric_limits<std::int32_t>::max()).empty();
}

/// 1, 2, 3 ...: tern counts, and refuses what is missing.
void refuse_gaps(const folder& at, std::vector<migration>& all, const read_options& options) {
    std::sort(all.begin(), all.end(), [](const migration& a, const migration& b) {
        return compare(version_order::numeric, a.version, b.version) < 0;
    });
    std::uint64_t expected = 1;
    for (const migration& migration : all) {
        const std::uint64_t found = std::stoull(migration.version);
        if (found > expected || found == 0) {
            report_problem(options,
                           error(error_kind::config,
                                 fmt::format("migration {} is missing in {}: tern counts from "
                                             "1 without a gap",
                                             expected, at.path().string()))
                               .with_hint("number the files 1, 2, 3 and so on")
                               .at(migration.where(0)));
        }
        expected = found + 1;
    }
}

bool shows_tern(std::string_view text) {
    return text.find(separator) != std::string_view::npos ||
           text.find(no_transaction) != std::string_view::npos;
}

/// tern: migrate/migrate.go. Files of sub-folders are templates, not migrations.
class tern_folder final : public format {
public:
    [[nodiscard]] std::string_view name() const noexcept override { return "tern"; }

    [[nodiscard]] fit fits(const folder& at) const override {
        return at.has("tern.conf") || has_file_with_text(at, ".sql", shows_tern) ? fit::certain
                                                                                 : fit::none;
    }

    void read(const folder& at, const read_options& options, source& into) const override {
        data values;
        if (at.has("tern.conf")) {
            read_part(options, [&] { values = read_tern_data(*at.read("tern.conf")); });
        }
        for (const folder::item& item : at.items()) {
            if (is_named(item)) {
                read_part(options,
                          [&] { into.versioned.push_back(read_one(at, item.name, values)); });
            } else if (!item.is_folder) {
                note_never_run(at, item, into);
            }
        }
        refuse_gaps(at, into.versioned, options);
    }
};

} // namespace

const format& tern_format() {
    static const tern_folder reader;
    return reader;
}

} // namespace dunlin::migrator
