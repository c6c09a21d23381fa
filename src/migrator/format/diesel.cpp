// SPDX-License-Identifier: MIT
#include "format/format.hpp"
#include "format/line.hpp"
#include "format/never_run.hpp"
#include "format/numbered.hpp"
#include "format/refuse.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

namespace dunlin::migrator {
namespace {

namespace fs = std::filesystem;

bool has_file(const folder& at, std::string_view name) {
    return std::any_of(at.items().begin(), at.items().end(), [&](const folder::item& item) {
        return !item.is_folder && item.name == name;
    });
}

/// Hidden files count.
bool is_empty(const folder& at) {
    std::error_code ignored;
    return at.items().empty() && fs::is_empty(at.path(), ignored);
}

/// The text before the first underscore, without dashes.
std::string version_of(std::string_view name) {
    std::string version(name.substr(0, name.find('_')));
    version.erase(std::remove(version.begin(), version.end(), '-'), version.end());
    return version;
}

/// For diesel, a metadata.toml without the key means `false`, and so does one that it cannot read
/// for none.
bool runs_in_transaction(const source_file& file) {
    bool in_transaction = false;
    for (lines at(file.text); at.next();) {
        const std::string_view line = trim(at.line().substr(0, at.line().find('#')));
        if (line.empty()) {
            continue;
        }
        const std::size_t equals = std::min(line.find('='), line.size());
        const std::string_view value = trim(line.substr(std::min(equals + 1, line.size())));
        if (trim(line.substr(0, equals)) != "run_in_transaction" ||
            (value != "true" && value != "false")) {
            refuse(file, at.begin(), fmt::format("invalid diesel setting: \"{}\"", line),
                   "write: run_in_transaction = false");
        }
        in_transaction = value == "true";
    }
    return in_transaction;
}

script whole(const std::shared_ptr<const source_file>& file, bool in_transaction) {
    script script{0, file->text.size()};
    script.options.no_transaction = !in_transaction;
    script.options.honours_blocks = true;
    script.options.keeps_session = true;
    return script;
}

migration read_one(const folder& at, const std::string& name) {
    const folder& inner = at.inner(name);
    if (!has_file(inner, "up.sql")) {
        throw error(error_kind::config, fmt::format("{} contains no up.sql, which diesel refuses",
                                                    (at.path() / name).string()))
            .with_hint("add the migration's script, or move the folder elsewhere")
            .at({(at.path() / name).string(), 0, 0, ""});
    }
    const bool in_transaction =
        !has_file(inner, "metadata.toml") || runs_in_transaction(*at.read(name + "/metadata.toml"));
    migration migration;
    migration.version = version_of(name);
    migration.name = name;
    migration.description = words_of(name.substr(std::min(name.find('_'), name.size() - 1) + 1));
    migration.file = at.read(name + "/up.sql");
    if (migration.file->text.empty()) {
        refuse(*migration.file, 0, "the script is empty, which diesel refuses",
               "add at least a comment");
    }
    migration.up = whole(migration.file, in_transaction);
    if (has_file(inner, "down.sql")) {
        const auto file = at.read(name + "/down.sql");
        if (file->text.empty()) { // diesel reads it only to revert
            migration.empty_down = file;
        } else {
            migration.down = whole(file, in_transaction);
            migration.down->file = file;
        }
    }
    migration.any_order = true;
    compute_checksum(migration);
    return migration;
}

void note_others(const folder& at, const std::string& name, source& into) {
    const folder& inner = at.inner(name);
    for (const folder::item& item : inner.items()) {
        if (item.is_folder || (item.name != "up.sql" && item.name != "down.sql")) {
            note_never_run(inner, item, into);
        }
    }
}

/// diesel: diesel_migrations/src/file_based_migrations.rs. A folder of up.sql and perhaps down.sql
/// is a migration; versions are texts.
class diesel_folder final : public format {
public:
    [[nodiscard]] std::string_view name() const noexcept override { return "diesel"; }

    [[nodiscard]] fit fits(const folder& at) const override {
        return std::any_of(at.items().begin(), at.items().end(),
                           [&](const folder::item& item) {
                               return item.is_folder && has_file(at.inner(item.name), "up.sql");
                           })
                   ? fit::certain
                   : fit::none;
    }

    void read(const folder& at, const read_options& options, source& into) const override {
        into.order = version_order::lexical;
        for (const folder::item& item : at.items()) {
            if (!item.is_folder) {
                note_never_run(at, item, into);
            } else if (!is_empty(at.inner(item.name))) {
                read_part(options, [&] {
                    into.versioned.push_back(read_one(at, item.name));
                    note_others(at, item.name, into);
                });
            }
        }
    }
};

} // namespace

const format& diesel_format() {
    static const diesel_folder reader;
    return reader;
}

} // namespace dunlin::migrator
