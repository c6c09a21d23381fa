// SPDX-License-Identifier: MIT
#include "local/destroy.hpp"

#include "shared/change_permit.hpp"
#include "shared/local_server.hpp"

#include <dunlin/commands/context.hpp>

#include <fmt/format.h>

namespace dunlin::commands {

runner setup_local_destroy(flag_set&) {
    return [](context& world) { return run_local_destroy(world); };
}

exit_code run_local_destroy(context& world) {
    local::server server = project_server(world);
    const auto before = server.status();
    if (before.state != local::server_state::absent) {
        permit_removal_of_private_server(world, before.data.string());
    }
    const auto found = server.destroy(local_limits(world));
    world.say(
        found == local::outcome::done
            ? fmt::format("removed the private server in {} and its data", before.data.string())
            : "nothing to do: there is no private server");
    if (world.json()) {
        print_local_json(world, server);
    }
    return exit_code::done;
}

} // namespace dunlin::commands
