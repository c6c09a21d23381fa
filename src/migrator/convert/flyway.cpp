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
    [[nodiscard]] bool takes_dots() const noexcept override { return true; }
    [[nodiscard]] bool takes_repeatable() const noexcept override { return true; }

    void write(const plain_migration& what, conversion& into) const override {
        if (what.kind == migration_kind::repeatable) {
            add(fmt::format("R__{}.sql", what.slug), what.up, into);
            return;
        }
        add(fmt::format("V{}__{}.sql", what.version, what.slug), what.up, into);
        if (what.down) {
            add(fmt::format("U{}__{}.sql", what.version, what.slug), *what.down, into);
        }
    }
};

} // namespace

const writer& flyway_writer() {
    static const flyway_folder_writer writer;
    return writer;
}

} // namespace dunlin::migrator
