// SPDX-License-Identifier: MIT
#include "format/format.hpp"
#include "format/graphile_header.hpp"
#include "format/graphile_settings.hpp"
#include "format/never_run.hpp"
#include "format/refuse.hpp"

#include <dunlin/base/closest_match.hpp>
#include <dunlin/base/position.hpp>
#include <dunlin/base/text.hpp>
#include <dunlin/sqltext/script.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace dunlin::migrator {
namespace {

constexpr auto committed = "committed";
constexpr std::string_view no_transaction = "no-transaction";

/// NNNNNN.sql or NNNNNN-slug.sql: the number of digits; 0 for any other name.
std::size_t digits_of(std::string_view name) {
    if (!name.ends_with(".sql")) {
        return 0;
    }
    name.remove_suffix(4);
    const std::size_t digits = std::min(name.find_first_not_of("0123456789"), name.size());
    const std::string_view slug = name.substr(digits);
    const bool sound =
        slug.empty() ||
        (slug[0] == '-' &&
         slug.find_first_not_of("-_0123456789abcdefghijklmnopqrstuvwxyz"
                                "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == std::string_view::npos);
    return sound ? digits : 0;
}

bool holds_committed(const folder& at) {
    const auto first =
        std::find_if(at.items().begin(), at.items().end(), [](const folder::item& item) {
            return !item.is_folder && digits_of(item.name) > 0;
        });
    try {
        return first != at.items().end() && at.read(first->name)->text.starts_with("--! ") &&
               at.read(first->name)->text.find("\n--! Hash: ") != std::string::npos;
    } catch (const error&) {
        return false; // read() will say why
    }
}

bool has_folder(const folder& at, std::string_view name) {
    return std::any_of(at.items().begin(), at.items().end(), [&](const folder::item& item) {
        return item.is_folder && item.name == name;
    });
}

/// What graphile-migrate calls blank: only comments.
bool is_blank(const source_file& file) {
    try {
        return sqltext::read_script(file.text, file.name).empty();
    } catch (const error&) {
        return false;
    }
}

/// A `--!` line that graphile-migrate passes over although it looks like one of its own. What is
/// committed cannot be changed any more, so this is no error.
void note_passed_over(const source_file& file, std::size_t at, std::string_view line,
                      std::vector<std::string>& notes) {
    const std::string_view rest = trim(line.substr(3));
    const std::string word(rest.substr(0, rest.find_first_of(" \t:")));
    if (word == "split" || word == "Included" || word == "EndIncluded") {
        return;
    }
    const auto place = locate(file.text, at, file.name);
    const std::string location = fmt::format("{}:{}", place.file, place.line);
    static const std::array known{std::string(no_transaction), std::string("include"),
                                  std::string("split")};
    if (word == no_transaction) {
        notes.push_back(fmt::format(
            "{}: graphile-migrate accepts no-transaction only in the first line below the headers, so this script runs in one transaction",
            location));
    } else if (word == "include") {
        notes.push_back(fmt::format(
            "{}: graphile-migrate includes files when it commits, so this line has no effect",
            location));
    } else if (const std::string meant = closest_match(word, known); !meant.empty()) {
        notes.push_back(fmt::format("{}: \"{}\" looks like a misspelled {}, and has no effect",
                                    location, word, meant));
    }
}

/// `--!no-transaction`, with white space or without.
bool is_no_transaction(std::string_view line) {
    if (!line.starts_with("--!")) {
        return false;
    }
    const std::string_view rest = trim(line.substr(3));
    const bool ends = rest.size() == no_transaction.size() ||
                      (rest.size() > no_transaction.size() &&
                       std::isalnum(static_cast<unsigned char>(rest[no_transaction.size()])) == 0);
    return rest.starts_with(no_transaction) && ends;
}

/// Without its BEGIN the script is still one message, which the server makes one transaction,
/// unless it holds but one statement.
void read_directives(const source_file& file, script& up, std::vector<std::string>& notes) {
    const std::string_view text = file.text;
    bool first = true;
    for (std::size_t begin = up.begin; begin < up.end;) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        const std::string_view line = text.substr(begin, end - begin);
        if (first && is_no_transaction(line)) {
            try {
                up.options.no_transaction =
                    sqltext::read_script(text.substr(up.begin), file.name).size() == 1;
            } catch (const error&) {
                up.options.no_transaction = true; // its mistake is found when it is prepared
            }
        } else if (line.starts_with("--!")) {
            note_passed_over(file, begin, line, notes);
        }
        first = first && trim(line).empty();
        begin = end + 1;
    }
}

void check_hash(const source_file& file, const graphile_header& header) {
    const std::string computed =
        graphile_hash(header.previous, std::string_view(file.text).substr(header.body));
    if (computed != header.hash && !header.allows_invalid_hash) {
        refuse(
            file, header.hash_at,
            fmt::format("the script was changed after it was committed: its hash is now {}",
                        computed),
            "restore the committed text, or accept the change with the line: --! AllowInvalidHash");
    }
    if (computed == header.hash && header.allows_invalid_hash) {
        refuse(file, header.hash_at, "AllowInvalidHash is set, but the hash is valid",
               "remove the line AllowInvalidHash, as graphile-migrate requires");
    }
}

/// The migrations in the order of their numbers, each naming the one before.
void check_chain(const source_file& file, const graphile_header& header,
                 const std::string& previous) {
    if (header.previous != previous) {
        refuse(file, header.previous_at,
               previous.empty()
                   ? "the migration before this one is missing"
                   : fmt::format("the migration before this one has the hash {}", previous),
               "committed migrations form a chain; commit this one again after the others");
    }
}

migration read_one(const folder& at, const std::string& name, const graphile_settings& settings,
                   std::string& previous, std::vector<std::string>& notes) {
    migration migration;
    migration.file = at.read(name);
    const graphile_header header = read_graphile_header(*migration.file);
    check_chain(*migration.file, header, std::exchange(previous, header.hash));
    check_hash(*migration.file, header);
    const std::size_t digits = digits_of(name);
    migration.version = name.substr(0, digits);
    migration.name = migration.version + ".sql";
    const bool has_slug = name.size() > digits + 5; // a hyphen and ".sql"
    migration.description =
        header.message.value_or(has_slug ? name.substr(digits + 1, name.size() - digits - 5) : "");
    migration.up.begin = header.body;
    migration.up.end = migration.file->text.size();
    migration.up.options.honours_blocks = true;
    migration.up.options.keeps_session = true;
    read_directives(*migration.file, migration.up, notes);
    migration.up.edits =
        find_graphile_placeholders(settings.placeholders, migration.file->text, header.body);
    if (!settings.session.empty()) { // graphile-migrate sets it when it connects
        migration.up.edits.insert(migration.up.edits.begin(),
                                  {header.body, header.body, settings.session});
    }
    migration.tool_checksums = {"graphile-migrate:" + header.hash};
    compute_checksum(migration);
    return migration;
}

/// The migration that is not committed yet runs again and again with graphile-migrate watch, never
/// with its migrate.
void note_current(const folder& at, source& into) {
    if (at.has("current.sql") && !is_blank(*at.read("current.sql"))) {
        into.never_run.push_back((at.path() / "current.sql").string());
    }
    if (has_folder(at, "current")) {
        const folder& inner = at.inner("current");
        for (const folder::item& item : inner.items()) {
            if (item.name.ends_with(".sql") && !is_blank(*inner.read(item.name))) {
                into.never_run.push_back((inner.path() / item.name).string());
            }
        }
    }
}

class graphile_folder final : public format {
public:
    [[nodiscard]] std::string_view name() const noexcept override { return "graphile-migrate"; }

    [[nodiscard]] fit fits(const folder& at) const override {
        if (at.is_file()) {
            return fit::none;
        }
        const bool fits =
            has_folder(at, committed) ? holds_committed(at.inner(committed)) : holds_committed(at);
        return fits ? fit::certain : fit::none;
    }

    void read(const folder& at, const read_options& options, source& into) const override {
        into.order = version_order::lexical;
        if (!has_folder(at, committed)) {
            read_committed(at, at.path().parent_path().parent_path(), options, into);
            return;
        }
        read_committed(at.inner(committed), at.path().parent_path(), options, into);
        note_current(at, into);
    }

private:
    static void read_committed(const folder& at, const std::filesystem::path& project,
                               const read_options& options, source& into) {
        graphile_settings settings;
        read_part(options, [&] { settings = read_graphile_settings(project, into.notes); });
        std::vector<std::string> names;
        for (const folder::item& item : at.items()) {
            if (!item.is_folder && digits_of(item.name) > 0) {
                names.push_back(item.name);
            } else {
                note_never_run(at, item, into);
            }
        }
        std::stable_sort(names.begin(), names.end(), [](const auto& a, const auto& b) {
            return a.substr(0, digits_of(a)) < b.substr(0, digits_of(b));
        });
        std::string previous;
        for (const std::string& name : names) {
            read_part(options, [&] {
                into.versioned.push_back(read_one(at, name, settings, previous, into.notes));
            });
        }
    }
};

} // namespace

const format& graphile_format() {
    static const graphile_folder reader;
    return reader;
}

} // namespace dunlin::migrator
