// SPDX-License-Identifier: MIT
#include "convert/plain.hpp"
#include "convert/writer.hpp"
#include "format/format.hpp"

#include <dunlin/base/closest_match.hpp>
#include <dunlin/base/file.hpp>
#include <dunlin/migrator/version.hpp>
#include <dunlin/sqltext/classify.hpp>
#include <dunlin/sqltext/statement.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace dunlin::migrator {
namespace {

namespace fs = std::filesystem;

const writer& writer_named(std::string_view name) {
    for (const writer* writer : all_writers()) {
        if (writer->name() == name) {
            return *writer;
        }
    }
    const auto names = written_formats();
    const std::string meant = closest_match(name, names);
    throw error(error_kind::usage, fmt::format("the format \"{}\" cannot be written", name))
        .with_hint(meant.empty() ? fmt::format("formats: {}", fmt::join(names, ", "))
                                 : fmt::format("did you mean {}?", meant));
}

/// What one migration loses, as texts that follow its version.
void note_losses(const writer& format, const migration& from, const plain_migration& plain,
                 conversion& into) {
    const auto add_note = [&](std::string_view reason) {
        into.left_out.push_back(left_out_sentence(plain, reason));
    };
    const auto check = [&](const script& part, const plain_script& text) {
        if (std::any_of(part.edits.begin(), part.edits.end(),
                        [](const edit& edit) { return !edit.variable.empty() || edit.expands; }) ||
            part.options.placeholders) {
            add_note("its variables are not substituted");
        }
        if ((part.options.lock_timeout || part.options.statement_timeout) && !format.has_limits()) {
            add_note("its timeouts are omitted");
        }
        const auto statements = sqltext::split(text.text);
        if (std::any_of(statements.begin(), statements.end(),
                        [&](const auto& statement) {
                            return sqltext::classify(statement.text(text.text)) ==
                                   sqltext::statement_class::copy_from_stdin;
                        }) &&
            format.name() != "dunlin") {
            add_note("it has inline COPY data, which that tool does not support");
        }
    };
    check(from.up, plain.up);
    if (from.down) {
        check(*from.down, *plain.down);
    }
    if (from.verify) {
        add_note("its verify script is omitted");
    }
    if (from.runs_on_change || from.runs_always) {
        add_note("it runs only once, not each time it changes");
    }
}

/// BEGIN and COMMIT in the middle of a script: dunlin accepts them only in a script without a
/// transaction of its own.
void free_blocks(const writer& format, plain_migration& migration, conversion& into) {
    const auto free = [&](plain_script& script) {
        if (format.name() != "dunlin" || script.options.no_transaction) {
            return;
        }
        const auto all = sqltext::split(script.text);
        const auto is_control = [&](const sqltext::statement& statement) {
            const auto kind = sqltext::classify(statement.text(script.text));
            return kind == sqltext::statement_class::begin ||
                   kind == sqltext::statement_class::commit ||
                   kind == sqltext::statement_class::rollback;
        };
        const auto controls = std::count_if(all.begin(), all.end(), is_control);
        const bool wraps_all = controls == 2 && is_control(all.front()) && is_control(all.back());
        if (controls > 0 && !wraps_all) {
            script.options.no_transaction = true;
            into.left_out.push_back(left_out_sentence(
                migration,
                "it contains its own transactions, so the statements outside of them run one by one"));
        }
    };
    free(migration.up);
    if (migration.down) {
        free(*migration.down);
    }
}

void convert_one(const writer& format, const migration& from, std::string version,
                 conversion& into) {
    plain_migration migration;
    migration.version = std::move(version);
    migration.description = from.description.empty() ? from.version : from.description;
    migration.slug = from.kind == migration_kind::repeatable && from.version.starts_with("R__")
                         ? from.version.substr(3)
                         : slug_of(migration.description);
    migration.kind = from.kind;
    if (!from.needs_tool.empty()) {
        into.left_out.push_back(
            left_out_sentence(migration, fmt::format("{}: {}", from.file->name, from.needs_tool)));
        return;
    }
    if (from.kind == migration_kind::repeatable && !format.has_repeatable()) {
        into.left_out.push_back(
            left_out_sentence(migration, "the format has no repeatable migrations"));
        return;
    }
    migration.up = plain(from, from.up);
    if (from.down) {
        migration.down = plain(from, *from.down);
    }
    note_losses(format, from, migration, into);
    free_blocks(format, migration, into);
    if (migration.down && migration.down->text.empty()) {
        // A block that its format demands, and no way back.
        migration.down.reset();
    }
    format.write(migration, into);
}

void note_renumbered(const source& from, const std::vector<std::string>& versions,
                     conversion& into) {
    for (std::size_t i = 0; i < versions.size(); ++i) {
        const std::string& old = from.versioned[i].version;
        const bool same = is_version(old) && compare_versions(old, versions[i]) == 0;
        if (!same) {
            into.left_out.push_back(fmt::format("{}: renumbered to {}", old, versions[i]));
        }
    }
}

/// The tools that run whatever has not run, and those that refuse what comes late.
void note_order(const writer& format, const source& from, conversion& into) {
    const bool any = std::any_of(from.versioned.begin(), from.versioned.end(),
                                 [](const migration& migration) { return migration.any_order; });
    if (any && format.refuses_lower_versions()) {
        into.left_out.push_back(
            fmt::format("{} refuses versions that are out of order, and {} does not", format.name(),
                        from.format));
    }
}

[[noreturn]] void throw_exists(const fs::path& file) {
    throw error(error_kind::refused, fmt::format("{} already exists", file.string()))
        .with_hint("choose an empty folder");
}

} // namespace

std::vector<std::string> read_formats() {
    std::vector<std::string> names;
    for (const format* format : all_formats()) {
        names.emplace_back(format->name());
    }
    return names;
}

std::vector<std::string> written_formats() {
    std::vector<std::string> names;
    for (const writer* writer : all_writers()) {
        names.emplace_back(writer->name());
    }
    return names;
}

conversion convert(const source& from, std::string_view format_name) {
    const writer& format = writer_named(format_name);
    conversion conversion;
    const auto versions = versions_for(format, from);
    note_renumbered(from, versions, conversion);
    for (std::size_t i = 0; i < versions.size(); ++i) {
        convert_one(format, from.versioned[i], versions[i], conversion);
    }
    for (const migration& migration : from.repeatable) {
        convert_one(format, migration, "", conversion);
    }
    note_order(format, from, conversion);
    for (const hook& hook : from.hooks) {
        conversion.left_out.push_back(fmt::format("{}: the format has no callbacks", hook.name));
    }
    return conversion;
}

void write_files(const conversion& conversion, const fs::path& folder) {
    std::error_code problem;
    for (const conversion::file& file : conversion.files) {
        if (fs::exists(folder / file.name, problem)) {
            throw_exists(folder / file.name);
        }
    }
    fs::create_directories(folder, problem);
    for (const conversion::file& file : conversion.files) {
        if (!write_new_file(folder / file.name, file.text)) {
            throw_exists(folder / file.name);
        }
    }
}

} // namespace dunlin::migrator
