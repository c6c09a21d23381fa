// SPDX-License-Identifier: MIT
#include "db/ping.hpp"

#include <dunlin/base/clock.hpp>
#include <dunlin/commands/context.hpp>
#include <dunlin/output/json_writer.hpp>
#include <dunlin/sqldb/connection.hpp>

#include <fmt/format.h>

#include <chrono>

namespace dunlin::commands {
namespace {

using std::chrono::steady_clock;

std::chrono::microseconds time_since(steady_clock::time_point start) {
    return std::chrono::duration_cast<std::chrono::microseconds>(steady_clock::now() - start);
}

} // namespace

runner setup_db_ping(flag_set&) {
    return [](context& context) { return run_db_ping(context); };
}

exit_code run_db_ping(context& context) {
    const sqldb::config settings = context.database_settings();
    const auto start = steady_clock::now();
    sqldb::connection db(settings);
    const auto connect_time = time_since(start);
    const auto query_start = steady_clock::now();
    sqldb::status_check(db);
    const auto response_time = time_since(query_start);
    const bool is_standby = db.is_standby();
    const std::string version = db.parameter_status("server_version");
    if (context.json()) {
        output::json_writer(context.out())
            .begin_object()
            .member("schema", 1)
            .member("database", sqldb::describe(settings))
            .member("server_version", version)
            .member("standby", is_standby)
            .member("connect_us", connect_time.count())
            .member("round_trip_us", response_time.count())
            .end_object();
        return exit_code::done;
    }
    context.print(fmt::format("{}: PostgreSQL {}{}, connected in {}, responded in {}\n",
                              sqldb::describe(settings), version, is_standby ? " (standby)" : "",
                              format_duration(connect_time), format_duration(response_time)));
    return exit_code::done;
}

} // namespace dunlin::commands
