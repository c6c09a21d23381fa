// SPDX-License-Identifier: MIT
#pragma once

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace dunlin::test {

/// The spans of one ExportTraceServiceRequest, after it was held against OTLP's JSON encoding: only
/// the message's own members, ids as hexadecimal text, 64-bit integers as decimal text,
/// enumerations as numbers, each value in its own member. What does not fit fails the test case.
std::vector<nlohmann::json> check_otlp(const std::string& line);

/// The same of a file of such lines.
std::vector<nlohmann::json> check_otlp_lines(const std::string& text);

/// A span's attribute as text; "(none)" when it has none of that name.
std::string attribute_of(const nlohmann::json& span, const std::string& name);

/// The first span of a name. Fails the test case when there is none.
nlohmann::json span_named(const std::vector<nlohmann::json>& spans, const std::string& name);

} // namespace dunlin::test
