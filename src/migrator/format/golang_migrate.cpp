// SPDX-License-Identifier: MIT
#include "format/calls.hpp"
#include "format/format.hpp"
#include "format/never_run.hpp"
#include "format/numbered.hpp"
#include "format/refuse.hpp"
#include "format/sqlx_directive.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <map>
#include <optional>

namespace dunlin::migrator {
namespace {

struct file_name {
    std::string version;
    std::string_view title;
    bool up = true;
};

/// NUMBER_title.up.EXTENSION or NUMBER_title.down.EXTENSION; the last one counts.
std::optional<file_name> read_name(std::string_view name) {
    const auto parts = read_numbered(name);
    if (!parts) {
        return std::nullopt;
    }
    const std::size_t up = parts->rest.rfind(".up.");
    const std::size_t down = parts->rest.rfind(".down.");
    if (up == std::string_view::npos && down == std::string_view::npos) {
        return std::nullopt;
    }
    const bool is_up =
        down == std::string_view::npos || (up != std::string_view::npos && up > down);
    std::string version = as_number(parts->digits, std::numeric_limits<std::uint64_t>::max());
    if (version.empty()) {
        return std::nullopt;
    }
    return file_name{std::move(version), parts->rest.substr(0, is_up ? up : down), is_up};
}

struct pair {
    std::shared_ptr<const source_file> up;
    std::shared_ptr<const source_file> down;
    std::string title;
};

script whole(const std::shared_ptr<const source_file>& file) {
    script script{0, file->text.size()};
    script.options.no_transaction = is_lone_call(file->text);
    script.options.honours_blocks = true;
    script.options.keeps_session = true;
    return script;
}

migration join(const std::string& version, pair&& files) {
    migration migration;
    migration.version = version;
    migration.description = words_of(files.title);
    migration.file = files.up ? files.up : files.down;
    if (files.up) {
        migration.up = whole(files.up);
    }
    if (files.down) {
        migration.down = whole(files.down);
        migration.down->file = files.down;
    }
    compute_checksum(migration);
    return migration;
}

void add(std::map<std::string, pair>& all, const file_name& name,
         const std::shared_ptr<const source_file>& file) {
    pair& into = all[name.version];
    auto& place = name.up ? into.up : into.down;
    if (place) {
        refuse(*file, 0,
               fmt::format("version {} has two {} files: {} and {}", name.version,
                           name.up ? "up" : "down", place->name, file->name),
               "give the newer migration the next free version");
    }
    place = file;
    if (name.up || into.title.empty()) {
        into.title = name.title;
    }
}

/// golang-migrate: source/parse.go. The files hold no annotations.
class golang_migrate_folder final : public format {
public:
    [[nodiscard]] std::string_view name() const noexcept override { return "golang-migrate"; }

    [[nodiscard]] fit fits(const folder& at) const override {
        bool some = false;
        bool others = false;
        for (const folder::item& item : at.items()) {
            const bool fits = !item.is_folder && read_name(item.name);
            some |= fits;
            others |=
                !item.is_folder && !fits && item.name.ends_with(".sql") && read_numbered(item.name);
        }
        if (!some) {
            return fit::none;
        }
        return others || has_sqlx_directive(at) ? fit::possible : fit::certain;
    }

    void read(const folder& at, const read_options& options, source& into) const override {
        std::map<std::string, pair> all;
        for (const folder::item& item : at.items()) {
            const auto found = item.is_folder ? std::nullopt : read_name(item.name);
            if (found) {
                read_part(options, [&] { add(all, *found, at.read(item.name)); });
            } else {
                note_never_run(at, item, into);
            }
        }
        for (auto& [version, files] : all) {
            if (!files.up) {
                into.notes.push_back(
                    fmt::format("version {} has no up file, so applying it does nothing", version));
            }
            into.versioned.push_back(join(version, std::move(files)));
        }
    }
};

} // namespace

const format& golang_migrate_format() {
    static const golang_migrate_folder reader;
    return reader;
}

} // namespace dunlin::migrator
