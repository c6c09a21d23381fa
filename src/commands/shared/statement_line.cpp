// SPDX-License-Identifier: MIT
#include "shared/statement_line.hpp"

#include <dunlin/base/clock.hpp>
#include <dunlin/output/json_writer.hpp>
#include <dunlin/sqldb/observer.hpp>

#include <fmt/format.h>

namespace dunlin::commands {

std::string statement_text(std::string_view sql, const sqldb::statement_event& event) {
    const std::string result = event.sqlstate.empty() ? fmt::format("{} rows", event.rows)
                                                      : fmt::format("error {}", event.sqlstate);
    return fmt::format("[{}] {}, {}: {}", event.backend_pid, format_duration(event.duration),
                       result, sql);
}

void write_statement(output::json_writer& json, std::string_view sql,
                     const sqldb::statement_event& event) {
    json.member("sql", sql)
        .member("duration_us", event.duration.count())
        .member("rows", event.rows)
        .member("parameters", event.parameters)
        .member("backend_pid", event.backend_pid)
        .member("sqlstate", event.sqlstate);
}

} // namespace dunlin::commands
