// SPDX-License-Identifier: MIT
#include <dunlin/base/text.hpp>
#include <dunlin/lint/allowance.hpp>
#include <dunlin/sqltext/tokens.hpp>

#include <fmt/format.h>

#include <array>

namespace dunlin::lint {
namespace {

constexpr std::string_view prefix = "-- dunlin:allow";

std::optional<problem> finds_nothing(const subject&) {
    return {};
}

constexpr std::array allowance_table{
    rule{.id = "allowance-invalid",
         .family = family::conventions,
         .severity = severity::error,
         .summary = "Allowance that has no effect",
         .reason = "An allowance needs a rule that exists and a reason, and ends on its date.",
         .manual = "",
         .bad = "-- dunlin:allow index-not-concurrent",
         .good = "-- dunlin:allow index-not-concurrent reason=\"the table has ten rows\"",
         .check = finds_nothing},
    rule{.id = "allowance-unused",
         .family = family::conventions,
         .severity = severity::error,
         .summary = "Allowance that matches no finding",
         .reason = "An allowance that is no longer needed would hide a new finding.",
         .manual = "",
         .bad = "-- dunlin:allow drop-table reason=\"unused\"\nSELECT 1",
         .good = "SELECT 1",
         .check = finds_nothing},
};

/// Reads `name=value` or `name="value with blanks"` at the start of a text and removes it.
std::optional<std::pair<std::string, std::string>> read_pair(std::string_view& text) {
    const std::size_t equals = text.find('=');
    if (equals == std::string_view::npos || text.find_first_of(" \t") < equals) {
        return std::nullopt;
    }
    const std::string name(text.substr(0, equals));
    text.remove_prefix(equals + 1);
    const bool is_quoted = text.starts_with('"');
    const std::size_t begin = is_quoted ? 1 : 0;
    const std::size_t end = is_quoted ? text.find('"', 1) : text.find_first_of(" \t");
    if (is_quoted && end == std::string_view::npos) {
        return std::nullopt;
    }
    std::string value(text.substr(begin, end == std::string_view::npos ? end : end - begin));
    text = end == std::string_view::npos ? "" : trim(text.substr(end + begin));
    return std::pair(name, std::move(value));
}

std::string until_problem(const allowance& allowance, timestamp now) {
    if (allowance.until && *allowance.until <= now) {
        return fmt::format("the allowance of {} has expired", allowance.rule);
    }
    return {};
}

allowance read_allowance(std::string_view line, timestamp now) {
    allowance result;
    std::string_view rest = trim(line.substr(prefix.size()));
    const std::size_t end = std::min(rest.find_first_of(" \t"), rest.size());
    result.rule = rest.substr(0, end);
    rest = trim(rest.substr(end));
    if (find_rule(result.rule) == nullptr) {
        result.problem = result.rule.empty() ? "the allowance names no rule"
                                             : fmt::format("there is no rule {}", result.rule);
        return result;
    }
    while (!rest.empty()) {
        const auto pair = read_pair(rest);
        const bool is_reason = pair && pair->first == "reason";
        if (is_reason) {
            result.reason = pair->second;
        } else if (pair && pair->first == "until") {
            result.until = parse_timestamp(pair->second);
        }
        if (!pair || (!is_reason && !result.until)) {
            result.problem = "expected reason=\"...\" or until=YYYY-MM-DD";
            return result;
        }
    }
    result.problem = trim(result.reason).empty()
                         ? fmt::format("the allowance of {} has no reason", result.rule)
                         : until_problem(result, now);
    return result;
}

} // namespace

const rule& allowance_invalid = allowance_table[0];
const rule& allowance_unused = allowance_table[1];

std::span<const rule> allowance_rules() noexcept {
    return allowance_table;
}

std::vector<allowance> read_allowances(std::string_view text, timestamp now) {
    std::vector<allowance> allowances;
    if (text.find(prefix) == std::string_view::npos) {
        return allowances;
    }
    for (const sqltext::token& token : sqltext::scan(text)) {
        const std::string_view comment = text.substr(token.begin, token.end - token.begin);
        const bool is_directive =
            token.kind == sqltext::token_kind::comment && comment.starts_with(prefix) &&
            (comment.size() == prefix.size() || comment[prefix.size()] == ' ');
        if (is_directive) {
            allowances.push_back(read_allowance(comment, now));
            allowances.back().offset = token.begin;
        }
    }
    return allowances;
}

} // namespace dunlin::lint
