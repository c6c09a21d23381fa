// SPDX-License-Identifier: MIT
#include "local/url.hpp"

#include "shared/local_server.hpp"

#include <dunlin/commands/context.hpp>
#include <dunlin/output/json_writer.hpp>

namespace dunlin::commands {

runner setup_local_url(flag_set&) {
    return [](context& context) { return run_local_url(context); };
}

exit_code run_local_url(context& context) {
    const local::server server = project_server(context);
    const std::string url = server.url(local_database(context));
    // The program that gets the URL expects the database to exist.
    create_local_database(context, server);
    if (context.json()) {
        output::json_writer(context.out())
            .begin_object()
            .member("schema", 1)
            .member("url", url)
            .end_object();
    } else {
        context.print(url + "\n");
    }
    return exit_code::done;
}

} // namespace dunlin::commands
