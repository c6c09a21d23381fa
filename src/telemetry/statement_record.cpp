// SPDX-License-Identifier: MIT
#include <dunlin/base/clock.hpp>
#include <dunlin/output/json_writer.hpp>
#include <dunlin/telemetry/statement_record.hpp>

#include <fmt/format.h>

namespace dunlin::telemetry {

std::string to_string(const statement_record& statement) {
    const std::string result = statement.sqlstate.empty()
                                   ? fmt::format("{} rows", statement.rows)
                                   : fmt::format("error {}", statement.sqlstate);
    return fmt::format("[{}] {}, {}: {}", statement.backend_pid,
                       format_duration(statement.duration), result, statement.sql);
}

std::string to_string(const connection_record& connection) {
    const char* result = connection.failed ? "failed" : "done";
    return fmt::format("[{}] {}, connect {} {}", connection.backend_pid,
                       format_duration(connection.duration), result, connection.sqlstate);
}

void write_members(output::json_writer& json, const statement_record& statement) {
    json.member("sql", statement.sql)
        .member("duration_us", statement.duration.count())
        .member("rows", statement.rows)
        .member("parameters", statement.parameters)
        .member("backend_pid", statement.backend_pid)
        .member("sqlstate", statement.sqlstate);
}

void write_members(output::json_writer& json, const connection_record& connection) {
    json.member("duration_us", connection.duration.count())
        .member("backend_pid", connection.backend_pid)
        .member("failed", connection.failed)
        .member("sqlstate", connection.sqlstate);
}

} // namespace dunlin::telemetry
