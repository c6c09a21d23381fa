// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace dunlin::telemetry {

/// Where a trace stands, as the W3C recommendation "Trace Context" passes it on.
struct trace_context {
    std::string trace_id; ///< 32 hexadecimal digits in lower case
    std::string span_id;  ///< 16
    bool sampled = true;
    std::string state; ///< TRACESTATE, handed on as it is
};

/// Reads a TRACEPARENT: "00-TRACEID-SPANID-FLAGS", and of later versions what they have in common
/// with it. nullopt when malformed or all zeros; whoever calls begins a trace of its own then.
std::optional<trace_context> parse_traceparent(std::string_view text);

/// New ids, random and never all zeros. Throws error(failed) if the system gives no random bytes.
std::string new_trace_id();
std::string new_span_id();

} // namespace dunlin::telemetry
