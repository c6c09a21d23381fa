// SPDX-License-Identifier: MIT
#include "format/format.hpp"
#include "format/goose_script.hpp"
#include "format/never_run.hpp"
#include "format/numbered.hpp"

#include <fmt/format.h>

namespace dunlin::migrator {
namespace {

/// nullopt for a name that goose passes over: no number in front, or 0.
std::optional<migration> named(std::string_view name, std::string_view ending) {
    const auto parts = read_numbered(name);
    const std::string version = parts ? as_number(parts->digits) : "";
    if (version.empty() || version == "0") {
        return std::nullopt;
    }
    migration made;
    made.version = version;
    made.description = in_words(without_ending(parts->rest, ending));
    return made;
}

void read_sql(const folder& at, const std::string& name, migration made, source& into) {
    made.file = at.read(name);
    goose_scripts found = read_goose(*made.file);
    made.up = std::move(found.up);
    made.down = std::move(found.down);
    seal(made);
    into.versioned.push_back(std::move(made));
}

void read_go(const folder& at, const std::string& name, migration made, source& into) {
    made.file = at.read(name);
    made.needs_tool = "it is written in Go";
    seal(made);
    into.versioned.push_back(std::move(made));
}

/// goose: https://pressly.github.io/goose; internal/sqlparser and provider_collect.go.
class goose_folder final : public format {
public:
    [[nodiscard]] std::string_view name() const noexcept override { return "goose"; }

    [[nodiscard]] fit fits(const folder& at) const override {
        return some_file_shows(at, ".sql", has_goose_annotation) ? fit::certain : fit::none;
    }

    void read(const folder& at, const read_options& options, source& into) const override {
        for (const folder::item& each : at.items()) {
            const bool sql = !each.is_folder && each.name.ends_with(".sql");
            const bool go =
                !each.is_folder && each.name.ends_with(".go") && !each.name.ends_with("_test.go");
            auto made = sql  ? named(each.name, ".sql")
                        : go ? named(each.name, ".go")
                             : std::nullopt;
            if (made) {
                read_part(options, [&] {
                    (sql ? read_sql : read_go)(at, each.name, std::move(*made), into);
                });
            } else {
                note_never_run(at, each, into);
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
