// SPDX-License-Identifier: MIT
#include "shared/write_target.hpp"

#include <dunlin/commands/context.hpp>
#include <dunlin/output/json_writer.hpp>

#include <fmt/format.h>

namespace dunlin::commands {

void write_target(output::json_writer& json, context& world) {
    json.member("database", world.database_address()).key("environment");
    const std::string& environment = world.target().environment;
    environment.empty() ? json.null() : json.value(environment);
}

output::written_database written_to(context& world) {
    return {world.database_address(), world.target().environment};
}

void report_written(context& world, std::string_view done, std::size_t count,
                    std::string_view noun) {
    world.out().flush(); // rows first, where both are one terminal's
    world.say(fmt::format("{} {} {}{} in {}", done, count, noun, count == 1 ? "" : "s",
                          to_string(world.target())));
}

} // namespace dunlin::commands
