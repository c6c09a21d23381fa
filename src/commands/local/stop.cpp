// SPDX-License-Identifier: MIT
#include "local/stop.hpp"

#include "shared/local_server.hpp"

#include <dunlin/commands/context.hpp>

namespace dunlin::commands {

runner setup_local_stop(flag_set&) {
    return [](context& world) { return run_local_stop(world); };
}

exit_code run_local_stop(context& world) {
    local::server server = project_server(world);
    const auto found = server.stop(local_limits(world));
    world.say(found == local::outcome::done ? "stopped"
                                            : "nothing to do: the server is not running");
    if (world.json()) {
        print_local_json(world, server);
    }
    return exit_code::done;
}

} // namespace dunlin::commands
