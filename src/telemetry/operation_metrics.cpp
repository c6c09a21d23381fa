// SPDX-License-Identifier: MIT
#include "label_value.hpp"

#include <dunlin/telemetry/operation_metrics.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace dunlin::telemetry {

operation_metrics::operation_metrics(std::string prefix) : prefix_(std::move(prefix)) {}

void operation_metrics::record(std::string_view operation, std::chrono::microseconds duration,
                               std::optional<error_kind> failure) {
    const std::string_view name = operation.empty() ? "other" : operation;
    const double seconds = std::chrono::duration<double>(duration).count();
    const auto bucket = static_cast<std::size_t>(
        std::lower_bound(bounds.begin(), bounds.end(), seconds) - bounds.begin());
    const std::lock_guard lock(mutex_);
    auto found = all_.find(name);
    if (found == all_.end()) {
        found = all_.emplace(std::string(name), series{}).first;
    }
    series& of_name = found->second;
    ++of_name.buckets[bucket];
    of_name.sum += seconds;
    ++of_name.count;
    if (failure) {
        ++of_name.failures[to_string(*failure)];
    }
}

std::string operation_metrics::text() const {
    const std::lock_guard lock(mutex_);
    std::string durations;
    std::string errors;
    for (const auto& [name, of_name] : all_) {
        const std::string label = fmt::format("operation=\"{}\"", escaped_label_value(name));
        std::uint64_t total = 0;
        for (std::size_t i = 0; i < of_name.buckets.size(); ++i) {
            total += of_name.buckets[i];
            durations +=
                fmt::format("{}_duration_seconds_bucket{{{},le=\"{}\"}} {}\n", prefix_, label,
                            i < bounds.size() ? fmt::format("{}", bounds[i]) : "+Inf", total);
        }
        durations += fmt::format("{0}_duration_seconds_sum{{{1}}} {2}\n"
                                 "{0}_duration_seconds_count{{{1}}} {3}\n",
                                 prefix_, label, of_name.sum, of_name.count);
        for (const auto& [kind, count] : of_name.failures) {
            errors +=
                fmt::format("{}_errors_total{{{},kind=\"{}\"}} {}\n", prefix_, label, kind, count);
        }
    }
    std::string page;
    if (!durations.empty()) {
        page += fmt::format("# HELP {0}_duration_seconds Duration of database operations.\n"
                            "# TYPE {0}_duration_seconds histogram\n",
                            prefix_) +
                durations;
    }
    if (!errors.empty()) {
        page += fmt::format("# HELP {0}_errors_total Database operations that failed.\n"
                            "# TYPE {0}_errors_total counter\n",
                            prefix_) +
                errors;
    }
    return page;
}

} // namespace dunlin::telemetry
