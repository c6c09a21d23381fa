// SPDX-License-Identifier: MIT
#include "format/format.hpp"
#include "format/line.hpp"
#include "format/numbered.hpp"
#include "format/refuse.hpp"
#include "format/sqlx_directive.hpp"

#include <dunlin/base/digest.hpp>

#include <fmt/format.h>

#include <map>

namespace dunlin::migrator {
namespace {

constexpr std::string_view up_ending = ".up.sql";
constexpr std::string_view down_ending = ".down.sql";

struct file_name {
    std::string version;
    std::string description;
    bool down = false;
};

/// The description as sqlx records it: without the suffix, however often it is repeated.
std::string describe(std::string_view rest) {
    const std::string_view ending = rest.ends_with(up_ending)     ? up_ending
                                    : rest.ends_with(down_ending) ? down_ending
                                                                  : ".sql";
    while (rest.ends_with(ending)) {
        rest.remove_suffix(ending.size());
    }
    return words_of(rest);
}

/// nullopt for a name that sqlx passes over: without an underscore, or not .sql.
std::optional<file_name> read_name(const folder& at, const std::string& name) {
    const std::size_t underscore = name.find('_');
    if (underscore == std::string::npos || !name.ends_with(".sql")) {
        return std::nullopt;
    }
    const std::string_view digits = std::string_view(name).substr(0, underscore);
    std::string version = as_number(digits);
    if (version.empty()) {
        throw error(error_kind::config, "sqlx refuses names that do not start with a number")
            .with_hint("name it NUMBER_description.sql, or move it out of the folder")
            .at({(at.path() / name).string(), 0, 0, ""});
    }
    const std::string_view rest = std::string_view(name).substr(underscore + 1);
    return file_name{std::move(version), describe(rest), rest.ends_with(down_ending)};
}

/// The directive has an effect only as the first line of the file.
void refuse_late_directive(const source_file& file) {
    for (lines at(file.text); at.next();) {
        const std::string_view line = trim(at.line());
        if (!line.empty() && !line.starts_with("--")) {
            return;
        }
        const bool means_it =
            line.starts_with("--") && trim(line.substr(2)).starts_with("no-transaction");
        if (means_it && (at.begin() != 0 || !file.text.starts_with(sqlx_no_transaction))) {
            refuse(file, at.begin(), "sqlx accepts this line only at the very start of the file",
                   "start the file with: -- no-transaction");
        }
    }
}

script whole(const std::shared_ptr<const source_file>& file) {
    refuse_late_directive(*file);
    script script{0, file->text.size()};
    script.options.no_transaction = file->text.starts_with(sqlx_no_transaction);
    script.options.honours_blocks = true;
    script.options.keeps_session = true;
    return script;
}

struct files_of_version {
    std::shared_ptr<const source_file> up;
    std::shared_ptr<const source_file> down;
    std::string description;
};

void add(std::map<std::string, files_of_version>& all, file_name&& name,
         const std::shared_ptr<const source_file>& file) {
    files_of_version& into = all[name.version];
    auto& place = name.down ? into.down : into.up;
    if (place) {
        refuse(
            *file, 0,
            fmt::format("duplicate version {}: {} and {}", name.version, place->name, file->name),
            "give the newer migration the next free version");
    }
    place = file;
    if (!name.down) {
        into.description = std::move(name.description);
    }
}

migration join(const std::string& version, files_of_version&& files) {
    if (!files.up) {
        refuse(*files.down, 0, "a down script without an up script",
               "add the .up.sql file of that version");
    }
    migration migration;
    migration.version = version;
    migration.description = std::move(files.description);
    migration.file = files.up;
    migration.up = whole(files.up);
    if (files.down) {
        migration.down = whole(files.down);
        migration.down->file = files.down;
    }
    migration.tool_checksums.push_back("sqlx:" + sha384(files.up->text));
    migration.any_order = true;
    compute_checksum(migration);
    return migration;
}

/// sqlx: sqlx-core/src/migrate/source.rs.
class sqlx_folder final : public format {
public:
    [[nodiscard]] std::string_view name() const noexcept override { return "sqlx"; }

    [[nodiscard]] fit fits(const folder& at) const override {
        if (at.is_file() || at.items().empty()) {
            return fit::none;
        }
        bool some = false;
        for (const folder::item& item : at.items()) {
            if (item.is_folder || !item.name.ends_with(".sql")) {
                continue;
            }
            if (!read_numbered(item.name)) {
                return fit::none;
            }
            some = true;
        }
        return !some ? fit::none : has_sqlx_directive(at) ? fit::certain : fit::possible;
    }

    void read(const folder& at, const read_options& options, source& into) const override {
        std::map<std::string, files_of_version> all;
        for (const folder::item& item : at.items()) {
            read_part(options, [&] {
                auto found = item.is_folder ? std::nullopt : read_name(at, item.name);
                if (found) {
                    add(all, std::move(*found), at.read(item.name));
                } else {
                    note_never_run(at, item, into);
                }
            });
        }
        for (auto& pair : all) {
            read_part(options,
                      [&] { into.versioned.push_back(join(pair.first, std::move(pair.second))); });
        }
    }
};

} // namespace

const format& sqlx_format() {
    static const sqlx_folder reader;
    return reader;
}

} // namespace dunlin::migrator
