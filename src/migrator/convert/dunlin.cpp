// SPDX-License-Identifier: MIT
#include "convert/writer.hpp"

#include <fmt/format.h>

namespace dunlin::migrator {
namespace {

std::string directives_of(const directives& options) {
    std::string lines;
    if (options.no_transaction) {
        lines += "-- dunlin:no-transaction\n";
    }
    if (options.lock_timeout) {
        lines += fmt::format("-- dunlin:lock-timeout {}ms\n", options.lock_timeout->count());
    }
    if (options.statement_timeout) {
        lines +=
            fmt::format("-- dunlin:statement-timeout {}ms\n", options.statement_timeout->count());
    }
    return lines;
}

class dunlin_folder_writer final : public writer {
public:
    [[nodiscard]] std::string_view name() const noexcept override { return "dunlin"; }
    [[nodiscard]] bool allows_dots() const noexcept override { return true; }
    [[nodiscard]] bool has_repeatable() const noexcept override { return true; }
    [[nodiscard]] bool has_limits() const noexcept override { return true; }

    void write(const plain_migration& migration, conversion& into) const override {
        const bool versioned = migration.kind == migration_kind::versioned;
        std::string text = versioned ? fmt::format("-- Version: {}\n", migration.version) : "";
        text += fmt::format("-- Description: {}\n", migration.description);
        text += directives_of(migration.up.options) + "\n" + migration.up.text;
        if (migration.down) {
            text += "\n-- dunlin:down\n" + directives_of(migration.down->options) +
                    migration.down->text;
        }
        into.files.push_back(
            {fmt::format("{}_{}.sql", versioned ? migration.version : "R_", migration.slug),
             std::move(text)});
    }
};

} // namespace

const writer& dunlin_writer() {
    static const dunlin_folder_writer writer;
    return writer;
}

} // namespace dunlin::migrator
