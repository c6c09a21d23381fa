// SPDX-License-Identifier: MIT
#include "local/destroy.hpp"

#include "shared/change_permit.hpp"
#include "shared/local_server.hpp"

#include <dunlin/commands/context.hpp>

#include <fmt/format.h>

namespace dunlin::commands {

runner setup_local_destroy(flag_set&) {
    return [](context& context) { return run_local_destroy(context); };
}

exit_code run_local_destroy(context& context) {
    local::server server = project_server(context);
    const auto status = server.status();
    if (status.state != local::server_state::absent) {
        permit_server_removal(context, status.data.string());
    }
    const auto outcome = server.destroy(local_limits(context));
    context.info(
        outcome == local::outcome::done
            ? fmt::format("removed the private server in {} and its data", status.data.string())
            : "nothing to do: there is no private server");
    if (context.json()) {
        print_server_json(context, server);
    }
    return exit_code::done;
}

} // namespace dunlin::commands
