// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/telemetry/span.hpp>

#include <string>
#include <vector>

namespace dunlin::telemetry {

/// An ExportTraceServiceRequest in OTLP's JSON encoding (OTLP 1.5: ids in hexadecimal, 64-bit
/// integers as strings, enumerations as numbers, names in lowerCamelCase), on one line with its
/// line feed. Bytes that are not UTF-8 become U+FFFD.
std::string otlp_json(const trace_identity& identity, const std::vector<span>& spans);

} // namespace dunlin::telemetry
