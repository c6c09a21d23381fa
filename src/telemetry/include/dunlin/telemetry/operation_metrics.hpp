// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/base/error.hpp>

#include <array>
#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

namespace dunlin::telemetry {

/// A histogram of durations and counts of failures for each operation of a service, for Prometheus.
/// Thread-safe.
class operation_metrics {
public:
    /// Upper bounds of the buckets in seconds; one without a bound follows.
    static constexpr std::array bounds{0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1,
                                       0.25,  0.5,    1.0,   2.5,  5.0,   10.0};

    /// `prefix` begins the names: PREFIX_duration_seconds and PREFIX_errors_total.
    explicit operation_metrics(std::string prefix = "db_operation");

    /// A statement or operation has ended. An empty name counts as "other".
    void record(std::string_view operation, std::chrono::microseconds duration,
                std::optional<error_kind> failure = std::nullopt);

    /// The metrics in Prometheus' text format: _bucket, _sum and _count by operation, and failures
    /// by operation and error kind.
    [[nodiscard]] std::string text() const;

private:
    struct series {
        std::array<std::uint64_t, bounds.size() + 1> buckets{}; ///< each without those below it
        double sum = 0;
        std::uint64_t count = 0;
        std::map<std::string_view, std::uint64_t> failures; ///< by kind
    };

    std::string prefix_;
    mutable std::mutex mutex_;
    std::map<std::string, series, std::less<>> all_;
};

} // namespace dunlin::telemetry
