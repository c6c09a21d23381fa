// SPDX-License-Identifier: MIT
#include "convert/writer.hpp"

#include <dunlin/sqltext/statement.hpp>

#include <fmt/format.h>

#include <array>

namespace dunlin::migrator {

std::span<const writer* const> all_writers() {
    static const std::array writers{&dunlin_writer(),         &dbmate_writer(), &flyway_writer(),
                                    &golang_migrate_writer(), &goose_writer(),  &sqlx_writer()};
    return writers;
}

std::string left_out_sentence(const plain_migration& migration, std::string_view reason) {
    return fmt::format("{}: {}", migration.version.empty() ? migration.slug : migration.version,
                       reason);
}

void note_one_message(const plain_migration& migration, const plain_script& script,
                      conversion& into) {
    if (script.options.no_transaction && sqltext::split(script.text).size() > 1) {
        into.left_out.push_back(left_out_sentence(
            migration,
            "its statements must run one by one, but that tool sends a file as one message, which runs as one transaction"));
    }
}

} // namespace dunlin::migrator
