// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace dunlin::output {
class json_writer;
}

namespace dunlin::telemetry {

/// A statement that ended. The views need to be valid only during the call.
struct statement_record {
    std::string_view sql;      ///< without values
    std::string_view database; ///< empty: unknown
    std::size_t parameters = 0;
    std::int64_t rows = 0; ///< returned or affected
    std::chrono::microseconds duration{0};
    int backend_pid = 0;
    std::string_view sqlstate; ///< empty: it succeeded
};

/// An attempt to connect.
struct connection_record {
    std::string_view database; ///< empty: unknown
    std::chrono::microseconds duration{0};
    int backend_pid = 0;
    bool failed = false;
    std::string_view sqlstate; ///< of a refused login; empty when the server sent none
};

/// "[4711] 850 us, 3 rows: SELECT ?".
std::string to_string(const statement_record& statement);
/// "[4711] 12 ms, connect done".
std::string to_string(const connection_record& connection);

/// The same as members of an open JSON object.
void write_members(output::json_writer& json, const statement_record& statement);
void write_members(output::json_writer& json, const connection_record& connection);

} // namespace dunlin::telemetry
