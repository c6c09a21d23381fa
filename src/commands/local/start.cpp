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
    return [options](context& context) { return run_local_start(*options, context); };
}

exit_code run_local_start(const local_start_options& options, context& context) {
    local::server server = project_server(context);
    if (options.trust) {
        server.trust();
    }
    const auto outcome = server.start(local_limits(context));
    create_local_database(context, server);
    const auto status = server.status();
    context.info(fmt::format("{}: PostgreSQL {} in {}",
                             outcome == local::outcome::done ? "started" : "already running",
                             status.major, status.data.parent_path().string()));
    if (context.json()) {
        print_server_json(context, server);
    }
    return exit_code::done;
}

} // namespace dunlin::commands
