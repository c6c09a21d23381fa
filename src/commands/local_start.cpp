// SPDX-License-Identifier: MIT
#include "local_start.hpp"

#include "local_server.hpp"

#include <dunlin/commands/context.hpp>

#include <fmt/format.h>

namespace dunlin::commands {

runner setup_local_start(flag_set&) {
    return [](context& world) { return run_local_start(world); };
}

exit_code run_local_start(context& world) {
    local::server server = project_server(world);
    const auto found = server.start(&world.stop());
    make_local_database(world, server);
    const auto now = server.status();
    world.say(fmt::format("{}: PostgreSQL {} in {}",
                          found == local::outcome::done ? "started" : "already running", now.major,
                          now.data.parent_path().string()));
    if (world.json()) {
        print_local_json(world, server);
    }
    return exit_code::done;
}

} // namespace dunlin::commands
