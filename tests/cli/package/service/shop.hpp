// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/sqldb/observer.hpp>
#include <dunlin/sqldb/pool.hpp>
#include <dunlin/telemetry/operation_metrics.hpp>
#include <dunlin/widget/model.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace shop {

/// What prepare() has done.
struct preparation {
    std::size_t migrations = 0; ///< that were applied
    std::string version;        ///< of the database
    std::int64_t seeds = 0;     ///< rows that were inserted
};

/// Brings the database up to date with the embedded migrations and seeds. Replicas may call it at
/// the same time: one of them works, the others wait.
preparation prepare(const dunlin::sqldb::config& database);

/// The widgets of a shop. Thread-safe.
class catalogue {
public:
    /// Connects when the first operation needs it.
    explicit catalogue(dunlin::sqldb::config database);

    /// The widgets of a category, by name.
    std::vector<dunlin::widget::widget> in_category(const std::string& category);

    /// Moves all widgets of a category to another and returns their number. It is one serializable
    /// transaction, which runs again after a conflict with another one.
    std::size_t move_category(const std::string& from, const std::string& to);

    /// The number of parts; nullopt when the database does not answer within the limit, after which
    /// the query is cancelled there.
    std::optional<std::int64_t> count_parts(std::chrono::milliseconds limit);

    [[nodiscard]] dunlin::sqldb::pool_statistics statistics() const { return pool_.statistics(); }

    /// Durations and failures by operation, for Prometheus.
    [[nodiscard]] std::string metrics() const { return metrics_.text(); }

    /// Ends what is running; returns whether all of it ended in time.
    bool shutdown(std::chrono::milliseconds limit) { return pool_.shutdown(limit, true); }

private:
    dunlin::telemetry::operation_metrics metrics_;
    dunlin::sqldb::statement_recorder recorder_;
    dunlin::sqldb::pool pool_;
};

} // namespace shop
