// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace dunlin::sqldb {

/// One statement (or script, or COPY) as it ended. The views live only during the call.
struct statement_event {
    std::string_view sql;       ///< the text that was sent; it never contains parameter values
    std::size_t parameters = 0; ///< how many values were bound
    std::int64_t rows = 0;      ///< rows returned or affected
    std::chrono::microseconds duration{0};
    int backend_pid = 0;
    std::string_view sqlstate; ///< empty: it succeeded
};

/// The one place where every statement can be logged, timed and counted. Called on the thread
/// that ran the statement; it must not throw.
class statement_observer {
public:
    virtual ~statement_observer() = default;
    virtual void on_statement(const statement_event& event) noexcept = 0;
};

} // namespace dunlin::sqldb
