// SPDX-License-Identifier: MIT
#include "format/format.hpp"
#include "format/line.hpp"
#include "format/never_run.hpp"
#include "format/numbered.hpp"

#include <algorithm>
#include <filesystem>

namespace dunlin::migrator {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t timestamp_size = 14;

/// Of a .sql file that has a version; the slug may contain anything.
std::optional<numbered_name> read_name(const folder::item& item) {
    if (item.is_folder || !item.name.ends_with(".sql")) {
        return std::nullopt;
    }
    return read_numbered(item.name);
}

bool has_timestamp(const folder::item& item) {
    const auto name = read_name(item);
    return name && name->digits.size() == timestamp_size;
}

/// The first file, when it is the image that the earliest releases wrote: none of its statements is
/// to run.
bool is_old_image(std::string_view name) {
    constexpr std::string_view first_with_migrations = "20211209000000";
    const auto numbered = read_numbered(name);
    return numbered && numbered->rest == "init.sql" && numbered->digits.size() == timestamp_size &&
           numbered->digits < first_with_migrations;
}

/// `supabase init` makes config.toml beside the folder.
bool is_in_project(const folder& at) {
    std::error_code ignored;
    const fs::path path = fs::absolute(at.path(), ignored).lexically_normal();
    const fs::path migrations = path.has_filename() ? path : path.parent_path();
    return migrations.filename() == "migrations" &&
           migrations.parent_path().filename() == "supabase";
}

migration read_one(const folder& at, const folder::item& item) {
    const auto name = read_name(item);
    migration migration;
    migration.version = name->digits;
    migration.tool_values["name"] = without_suffix(name->rest, ".sql");
    migration.description = words_of(migration.tool_values["name"]);
    migration.file = at.read(item.name);
    migration.up.end = migration.file->text.size();
    migration.up.options.honours_blocks = true;
    lines first(migration.file->text);
    migration.up.options.no_transaction =
        first.next() && first.line() == "-- pg-delta: transaction=false";
    compute_checksum(migration);
    return migration;
}

/// supabase/cli: pkg/migration/list.go and file.go.
class supabase_folder final : public format {
public:
    [[nodiscard]] std::string_view name() const noexcept override { return "supabase"; }

    [[nodiscard]] fit fits(const folder& at) const override {
        const auto& items = at.items();
        const bool has_migrations = std::any_of(items.begin(), items.end(), has_timestamp);
        if (at.is_file() || !has_migrations) {
            return fit::none;
        }
        if (is_in_project(at)) {
            return fit::certain;
        }
        const bool has_others =
            std::any_of(items.begin(), items.end(), [](const folder::item& item) {
                return !item.is_folder && item.name.ends_with(".sql") && !has_timestamp(item);
            });
        return has_others ? fit::none : fit::possible;
    }

    void read(const folder& at, const read_options& options, source& into) const override {
        into.order = version_order::lexical;
        for (const folder::item& item : at.items()) {
            const bool is_first = &item == &at.items().front();
            if (!read_name(item) || (is_first && is_old_image(item.name))) {
                note_never_run(at, item, into);
            } else {
                read_part(options, [&] { into.versioned.push_back(read_one(at, item)); });
            }
        }
    }
};

} // namespace

const format& supabase_format() {
    static const supabase_folder reader;
    return reader;
}

} // namespace dunlin::migrator
