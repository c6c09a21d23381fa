// SPDX-License-Identifier: MIT
#include "local/status.hpp"

#include "shared/local_server.hpp"

#include <dunlin/commands/context.hpp>

#include <fmt/format.h>

namespace dunlin::commands {
namespace {

std::string text_of(const local::server& server, const std::string& database) {
    const local::server_status status = server.status();
    std::string text = fmt::format("state  {}\n", local::to_string(status.state));
    if (status.state == local::server_state::running) {
        text += fmt::format("url    {}\n", server.url(database));
    }
    if (status.pid != 0) {
        text += fmt::format("pid    {}\n", status.pid);
    }
    if (status.major != 0) {
        text += fmt::format("data   {} (PostgreSQL {})\nlog    {}\n", status.data.string(),
                            status.major, status.log.string());
    }
    return text;
}

} // namespace

runner setup_local_status(flag_set&) {
    return [](context& context) { return run_local_status(context); };
}

exit_code run_local_status(context& context) {
    const local::server server = project_server(context);
    if (context.json()) {
        print_server_json(context, server);
    } else {
        context.print(text_of(server, local_database(context)));
    }
    return exit_code::done;
}

} // namespace dunlin::commands
