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

/// Keeps the open spans, each nested in the one before, and passes finished ones to its exporters.
/// Thread-safe. When an exporter throws, the message is passed to `on_failure` and the exporter is
/// removed.
class tracer {
public:
    /// `parent` is the ID of the caller's span, or empty.
    tracer(std::string parent, std::function<void(const std::string&)> on_failure);

    void add(std::unique_ptr<span_exporter> exporter);

    /// Opens a span within the innermost open one. `earlier` is how long ago it began.
    void begin(std::string name, attributes about, std::chrono::microseconds earlier = {});
    /// Adds an attribute to the innermost open span.
    void describe(attribute more);
    void add_event(std::string event, attributes about);
    void fail(std::string type, std::string message);
    /// Ends the innermost open span.
    void end();
    /// Adds a span that has just ended, within the innermost open one.
    void add_ended(span done, std::chrono::microseconds duration);

    /// The number of open spans.
    [[nodiscard]] std::size_t depth() const;
    /// Exports the finished spans.
    void flush();
    /// Ends all open spans and finishes the exporters.
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
