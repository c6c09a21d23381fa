// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/base/error.hpp>

#include <string>

namespace dunlin::cli {

/// An error in the style of a compiler: `error: file:line:column: message (sqlstate)`, the line
/// with a caret, detail, hint, and what was applied before. Ends with a line feed.
std::string report_text(const error& problem, bool colour);

/// The same as one line of JSON: {"error":{"kind","message",...}}; missing parts are null.
std::string report_json(const error& problem);

/// The same as a line of the JSON log: with time, level and message before it.
std::string report_log(const error& problem);

} // namespace dunlin::cli
