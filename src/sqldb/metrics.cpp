// SPDX-License-Identifier: MIT
#include <dunlin/sqldb/error.hpp>
#include <dunlin/sqldb/metrics.hpp>

namespace dunlin::sqldb {

void statement_metrics::on_statement(const statement_event& event) noexcept {
    const std::lock_guard lock(mutex_);
    ++totals_.statements;
    totals_.failures += event.sqlstate.empty() ? 0 : 1;
    totals_.rows += event.rows;
    totals_.duration += event.duration;
}

void statement_metrics::on_connect(const connect_event& event) noexcept {
    const std::lock_guard lock(mutex_);
    ++totals_.connects;
    totals_.connect_failures += event.failed ? 1 : 0;
    totals_.connect_duration += event.duration;
    // The last one, because creating a missing database first connects to the maintenance database.
    if (event.server != nullptr) {
        totals_.server = *event.server;
    }
}

void statement_recorder::on_statement(const statement_event& event) noexcept {
    record_(event.operation, event.duration,
            event.sqlstate.empty() ? std::nullopt
                                   : std::optional(kind_of_sqlstate(event.sqlstate)));
}

statement_totals statement_metrics::totals() const {
    const std::lock_guard lock(mutex_);
    return totals_;
}

} // namespace dunlin::sqldb
