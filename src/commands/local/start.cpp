// SPDX-License-Identifier: MIT
#include "local/start.hpp"

#include "shared/local_server.hpp"

#include <dunlin/commands/context.hpp>
#include <dunlin/commands/flag_set.hpp>

#include <fmt/format.h>

#include <memory>

namespace dunlin::commands {

runner setup_local_start(flag_set& flags) {
    auto options = std::make_shared<local_start_options>();
    flags.add_switch("--trust", options->trust,
                     "Trust the settings of a data folder that dunlin did not create here");
    return [options](context& world) { return run_local_start(*options, world); };
}

exit_code run_local_start(const local_start_options& options, context& world) {
    local::server server = project_server(world);
    if (options.trust) {
        server.trust();
    }
    const auto found = server.start(local_limits(world));
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
