// SPDX-License-Identifier: MIT
#include "format/format.hpp"
#include "format/never_run.hpp"
#include "format/node_pg_migrate_name.hpp"
#include "format/node_pg_migrate_script.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>

namespace dunlin::migrator {
namespace {

using namespace std::string_view_literals;

constexpr std::array code_endings{".js"sv, ".ts"sv, ".cjs"sv, ".mjs"sv, ".cts"sv, ".mts"sv};

std::string_view stem_of(std::string_view name) {
    return name.substr(0, name.rfind('.'));
}

bool is_code(std::string_view name) {
    return std::any_of(code_endings.begin(), code_endings.end(),
                       [&](std::string_view extension) { return name.ends_with(extension); });
}

bool is_half(std::string_view name) {
    return name.ends_with(".up.sql") || name.ends_with(".down.sql");
}

std::string description_of(std::string_view stem) {
    std::string text(stem.substr(std::min(stem.find_first_not_of("0123456789"), stem.size())));
    std::replace(text.begin(), text.end(), '_', ' ');
    std::replace(text.begin(), text.end(), '-', ' ');
    text.erase(0, std::min(text.find_first_not_of(' '), text.size()));
    return text;
}

[[noreturn]] void fail_name(const folder& at, const std::string& name, const std::string& message,
                            std::string hint) {
    throw error(error_kind::config, fmt::format("{} {}", (at.path() / name).string(), message))
        .with_hint(std::move(hint));
}

migration begin_migration(const folder& at, const std::string& name, std::string_view key) {
    if (!node_pg_migrate_prefix(name)) {
        fail_name(
            at, name, "the name does not start with a number or a valid time",
            "name it NUMBER_slug.sql, or move it out of the folder: node-pg-migrate refuses to run while it is there");
    }
    migration migration;
    migration.version = key;
    migration.description = description_of(key);
    return migration;
}

migration read_code(const folder& at, const std::string& name) {
    migration migration = begin_migration(at, name, stem_of(name));
    migration.file =
        std::make_shared<const source_file>(source_file{(at.path() / name).string(), ""});
    migration.needs_tool = fmt::format(
        "it is written in {}",
        name.find("ts", name.rfind('.')) != std::string::npos ? "TypeScript" : "JavaScript");
    compute_checksum(migration);
    return migration;
}

migration read_sql(const folder& at, const std::string& name) {
    migration migration = begin_migration(at, name, stem_of(name));
    migration.file = at.read(name);
    cut_node_pg_migrate(*migration.file, migration);
    compute_checksum(migration);
    return migration;
}

script whole(const std::shared_ptr<const source_file>& file) {
    script script;
    script.end = file->text.size();
    script.file = file;
    script.options.honours_blocks = true;
    script.options.keeps_session = true;
    return script;
}

/// NAME.up.sql and NAME.down.sql, as its loader "sql" pairs them under the name NAME.
void read_half(const folder& at, const std::string& name, source& into) {
    const std::string key(stem_of(stem_of(name)));
    if (at.has(key + ".sql")) {
        fail_name(at, name, fmt::format("exists next to {}.sql", key), "keep one of the two forms");
    }
    if (name.ends_with(".down.sql")) {
        if (!at.has(key + ".up.sql")) {
            fail_name(at, name, fmt::format("has no {}.up.sql", key),
                      "write it, or remove this one");
        }
        return; // read with the other half
    }
    migration migration = begin_migration(at, name, key);
    migration.file = at.read(name);
    migration.up = whole(migration.file);
    if (at.has(key + ".down.sql")) {
        migration.down = whole(at.read(key + ".down.sql"));
    }
    compute_checksum(migration);
    into.versioned.push_back(std::move(migration));
}

/// There, names are compared with their suffixes: "a.sql" follows "a-b.sql". A pair counts as
/// NAME.sql.
std::string sort_key(const migration& migration) {
    const std::string& path = migration.file->name;
    return migration.version + (is_half(path) ? ".sql" : path.substr(path.rfind('.')));
}

bool is_before(const migration& a, const migration& b) {
    const auto left = node_pg_migrate_prefix(a.version);
    const auto right = node_pg_migrate_prefix(b.version);
    return left != right ? left < right
                         : compare_node_pg_migrate_names(sort_key(a), sort_key(b)) < 0;
}

class node_pg_migrate_folder final : public format {
public:
    [[nodiscard]] std::string_view name() const noexcept override { return "node-pg-migrate"; }

    /// Its markers are its own. Without them the names say little: the table decides.
    [[nodiscard]] fit fits(const folder& at) const override {
        bool numbered = false;
        int looked_at = 0;
        for (const folder::item& item : at.items()) {
            if (item.is_folder || is_half(item.name) || !node_pg_migrate_prefix(item.name)) {
                continue;
            }
            const char next = item.name[item.name.find_first_not_of("0123456789")];
            numbered =
                numbered || (next == '_' && (is_code(item.name) || item.name.ends_with(".sql")));
            if (item.name.ends_with(".sql") && ++looked_at <= 3 && holds_markers(at, item.name)) {
                return fit::certain;
            }
        }
        return numbered ? fit::possible : fit::none;
    }

    void read(const folder& at, const read_options& options, source& into) const override {
        into.order = version_order::listed;
        for (const folder::item& item : at.items()) {
            if (item.is_folder) {
                note_never_run(at, item, into);
            } else {
                read_part(options, [&] { read_file(at, item.name, into); });
            }
        }
        std::stable_sort(into.versioned.begin(), into.versioned.end(), is_before);
        into.notes.emplace_back(
            "node-pg-migrate runs all pending migrations in one transaction; dunlin uses one for each, unless --single-transaction is given");
    }

private:
    static bool holds_markers(const folder& at, const std::string& name) {
        try {
            return has_node_pg_migrate_markers(at.read(name)->text);
        } catch (const error&) {
            return false; // read() will say why
        }
    }

    static void read_file(const folder& at, const std::string& name, source& into) {
        if (is_half(name)) {
            read_half(at, name, into);
        } else if (name.ends_with(".sql")) {
            into.versioned.push_back(read_sql(at, name));
        } else if (is_code(name)) {
            into.versioned.push_back(read_code(at, name));
        } else {
            fail_name(
                at, name, "is neither SQL nor JavaScript nor TypeScript",
                "move it out of the folder: node-pg-migrate refuses to run while it is there");
        }
    }
};

} // namespace

const format& node_pg_migrate_format() {
    static const node_pg_migrate_folder reader;
    return reader;
}

} // namespace dunlin::migrator
