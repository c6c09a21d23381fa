// SPDX-License-Identifier: MIT
#include "shared/write_target.hpp"

#include <dunlin/commands/context.hpp>
#include <dunlin/output/json_writer.hpp>

#include <fmt/format.h>

namespace dunlin::commands {

void write_target(output::json_writer& json, context& context) {
    json.member("database", context.database_address()).key("environment");
    const std::string& environment = context.target().environment;
    environment.empty() ? json.null() : json.value(environment);
}

output::written_database written_to(context& context) {
    return {context.database_address(), context.target().environment};
}

void report_changed_rows(context& context, std::string_view action, std::size_t count,
                         std::string_view noun) {
    context.out().flush(); // on a terminal the rows come first
    context.info(fmt::format("{} {} {}{} in {}", action, count, noun, count == 1 ? "" : "s",
                             to_string(context.target())));
}

} // namespace dunlin::commands
