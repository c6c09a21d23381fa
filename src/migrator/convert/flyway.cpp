// SPDX-License-Identifier: MIT
#include "convert/writer.hpp"

#include <fmt/format.h>

namespace dunlin::migrator {
namespace {

void add(const std::string& name, const plain_script& script, conversion& into) {
    into.files.push_back({name, script.text});
    if (script.options.no_transaction) {
        into.files.push_back({name + ".conf", "executeInTransaction=false\n"});
    }
}

class flyway_folder_writer final : public writer {
public:
    [[nodiscard]] std::string_view name() const noexcept override { return "flyway"; }
    [[nodiscard]] bool allows_dots() const noexcept override { return true; }
    [[nodiscard]] bool has_repeatable() const noexcept override { return true; }

    void write(const plain_migration& migration, conversion& into) const override {
        if (migration.kind == migration_kind::repeatable) {
            add(fmt::format("R__{}.sql", migration.slug), migration.up, into);
            return;
        }
        add(fmt::format("V{}__{}.sql", migration.version, migration.slug), migration.up, into);
        if (migration.down) {
            add(fmt::format("U{}__{}.sql", migration.version, migration.slug), *migration.down,
                into);
        }
    }
};

} // namespace

const writer& flyway_writer() {
    static const flyway_folder_writer writer;
    return writer;
}

} // namespace dunlin::migrator
