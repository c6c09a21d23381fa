// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/sqldb/observer.hpp>

#include <chrono>
#include <cstdint>
#include <mutex>
#include <optional>

namespace dunlin::sqldb {

/// Totals over all connections of a program.
struct statement_totals {
    std::int64_t statements = 0;
    std::int64_t failures = 0; ///< statements that failed or were cancelled
    std::int64_t rows = 0;
    std::chrono::microseconds duration{0};
    std::int64_t connects = 0;
    std::int64_t connect_failures = 0;
    std::chrono::microseconds connect_duration{0};
    std::optional<server_address> server; ///< of the last connection
};

/// Counts statements and connections. Thread-safe.
class statement_metrics final : public statement_observer {
public:
    void on_statement(const statement_event& event) noexcept override;
    void on_connect(const connect_event& event) noexcept override;
    [[nodiscard]] statement_totals totals() const;

private:
    mutable std::mutex mutex_;
    statement_totals totals_;
};

} // namespace dunlin::sqldb
