// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace dunlin::telemetry {

/// The position in a trace that a caller passes on, by the W3C recommendation "Trace Context".
struct trace_context {
    std::string trace_id; ///< 32 hexadecimal digits in lower case
    std::string span_id;  ///< 16
    bool sampled = true;
    std::string state; ///< TRACESTATE, passed on unchanged
};

/// Reads a TRACEPARENT: "00-TRACEID-SPANID-FLAGS", or the same fields of a later version. nullopt
/// when it is malformed or all zeros; the caller starts a new trace then.
std::optional<trace_context> parse_traceparent(std::string_view text);

/// New ids, random and never all zeros. Throws error(failed) when the system has no random bytes.
std::string new_trace_id();
std::string new_span_id();

} // namespace dunlin::telemetry
