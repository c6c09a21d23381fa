// SPDX-License-Identifier: MIT
#include "format/format.hpp"
#include "format/goose_script.hpp"
#include "format/never_run.hpp"
#include "format/numbered.hpp"

#include <fmt/format.h>

namespace dunlin::migrator {
namespace {

/// nullopt for a name that goose ignores: without a leading number, or with 0.
std::optional<migration> named(std::string_view name, std::string_view ending) {
    const auto parts = read_numbered(name);
    const std::string version = parts ? as_number(parts->digits) : "";
    if (version.empty() || version == "0") {
        return std::nullopt;
    }
    migration migration;
    migration.version = version;
    migration.description = words_of(without_suffix(parts->rest, ending));
    return migration;
}

void read_sql(const folder& at, const std::string& name, migration migration, source& into) {
    migration.file = at.read(name);
    goose_scripts found = read_goose(*migration.file);
    migration.up = std::move(found.up);
    migration.down = std::move(found.down);
    compute_checksum(migration);
    into.versioned.push_back(std::move(migration));
}

void read_go(const folder& at, const std::string& name, migration migration, source& into) {
    migration.file = at.read(name);
    migration.needs_tool = "it is written in Go";
    compute_checksum(migration);
    into.versioned.push_back(std::move(migration));
}

/// goose: https://pressly.github.io/goose; internal/sqlparser and provider_collect.go.
class goose_folder final : public format {
public:
    [[nodiscard]] std::string_view name() const noexcept override { return "goose"; }

    [[nodiscard]] fit fits(const folder& at) const override {
        return has_file_with_text(at, ".sql", has_goose_annotation) ? fit::certain : fit::none;
    }

    void read(const folder& at, const read_options& options, source& into) const override {
        for (const folder::item& item : at.items()) {
            const bool sql = !item.is_folder && item.name.ends_with(".sql");
            const bool go =
                !item.is_folder && item.name.ends_with(".go") && !item.name.ends_with("_test.go");
            auto scripts = sql  ? named(item.name, ".sql")
                           : go ? named(item.name, ".go")
                                : std::nullopt;
            if (scripts) {
                read_part(options, [&] {
                    (sql ? read_sql : read_go)(at, item.name, std::move(*scripts), into);
                });
            } else {
                note_never_run(at, item, into);
            }
        }
    }
};

} // namespace

const format& goose_format() {
    static const goose_folder reader;
    return reader;
}

} // namespace dunlin::migrator
