// SPDX-License-Identifier: MIT
#include "local/stop.hpp"

#include "shared/local_server.hpp"

#include <dunlin/commands/context.hpp>

namespace dunlin::commands {

runner setup_local_stop(flag_set&) {
    return [](context& context) { return run_local_stop(context); };
}

exit_code run_local_stop(context& context) {
    local::server server = project_server(context);
    const auto outcome = server.stop(local_limits(context));
    context.info(outcome == local::outcome::done
                     ? "stopped the private server"
                     : "nothing to do: the private server is not running");
    if (context.json()) {
        print_server_json(context, server);
    }
    return exit_code::done;
}

} // namespace dunlin::commands
