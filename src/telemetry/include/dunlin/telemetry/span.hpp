// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/base/clock.hpp>

#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace dunlin::telemetry {

using attribute_value = std::variant<std::string, std::int64_t, double, bool>;
using attribute = std::pair<std::string, attribute_value>;
using attributes = std::vector<attribute>;

/// OTLP's own numbers.
enum class span_kind { internal = 1, client = 3 };

/// An event at one moment of a span.
struct span_event {
    std::string name;
    timestamp at;
    attributes about;
};

/// A unit of work, from its beginning to its end.
struct span {
    std::string id;     ///< 16 hexadecimal digits
    std::string parent; ///< the same, or empty
    std::string name;
    span_kind kind = span_kind::internal;
    timestamp begin;
    timestamp end;
    attributes about;
    std::vector<span_event> events;
    bool failed = false;
    std::string message; ///< why it failed
};

/// The resource and the trace that all spans of one program share.
struct trace_identity {
    attributes resource; ///< service.name, service.version ...
    std::string trace_id;
    std::string trace_state;
    std::string version; ///< of dunlin
};

/// Receives finished spans.
class span_exporter {
public:
    span_exporter() = default;
    span_exporter(const span_exporter&) = delete;
    span_exporter& operator=(const span_exporter&) = delete;
    virtual ~span_exporter() = default;
    /// Throws error(failed) when the spans cannot be exported; the exporter is not called again
    /// then.
    virtual void export_spans(const std::vector<span>& finished) = 0;
    /// To be called after the last span. Throws like export_spans().
    virtual void finish() {}
};

} // namespace dunlin::telemetry
