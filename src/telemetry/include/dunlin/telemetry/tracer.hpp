// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/telemetry/span.hpp>

#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace dunlin::telemetry {

/// Keeps the spans that are open, one within the other, and hands finished ones to its sinks. Safe
/// to use from several threads. Nothing that a sink throws comes out: it is told to `on_failure`,
/// as text for people, and that sink is left alone from then on.
class tracer {
public:
    /// `parent` is the span of whoever called this program, or empty.
    tracer(std::string parent, std::function<void(const std::string&)> on_failure);

    void add(std::unique_ptr<span_exporter> exporter);

    /// Opens a span within the innermost open one. `earlier` is how long ago it began.
    void begin(std::string name, attributes about, std::chrono::microseconds earlier = {});
    /// Of the innermost open span.
    void describe(attribute more);
    void add_event(std::string event, attributes about);
    void fail(std::string type, std::string message);
    /// Ends the innermost open span.
    void end();
    /// A span within the innermost open one that has ended just now.
    void add_ended(span done, std::chrono::microseconds duration);

    /// How many spans are open.
    [[nodiscard]] std::size_t depth() const;
    /// Hands on what is held back.
    void flush();
    /// Ends all that is open and closes the sinks.
    void finish();

private:
    [[nodiscard]] timestamp time() const;
    void store(span done);
    void export_ended();
    void end_innermost();
    void for_each_exporter(const std::function<void(span_exporter&)>& call);

    mutable std::mutex mutex_;
    std::string parent_;
    std::function<void(const std::string&)> on_failure_;
    std::vector<std::unique_ptr<span_exporter>> exporters_;
    std::vector<span> open_;
    std::vector<span> ended_;
    timestamp started_;
    std::chrono::steady_clock::time_point started_steadily_;
};

} // namespace dunlin::telemetry
