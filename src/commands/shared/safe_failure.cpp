// SPDX-License-Identifier: MIT
#include "shared/safe_failure.hpp"

#include <dunlin/base/error.hpp>
#include <dunlin/config/redact.hpp>

#include <fmt/format.h>

namespace dunlin::commands {
namespace {

/// Data exceptions quote the invalid value, and syntax errors the literal near them. The message of
/// RAISE may hold anything.
bool may_quote_values(const std::string& sqlstate) {
    return sqlstate.starts_with("22") || sqlstate == "42601" || sqlstate.starts_with("P0");
}

} // namespace

std::string failure_type(const error& problem) {
    return problem.sqlstate.empty() ? std::string(to_string(problem.kind())) : problem.sqlstate;
}

std::string safe_message(const error& problem) {
    if (may_quote_values(problem.sqlstate)) {
        return fmt::format("SQL error {}", problem.sqlstate);
    }
    return config::redact(problem.message());
}

} // namespace dunlin::commands
