// SPDX-License-Identifier: MIT
#include "binding.hpp"

#include <dunlin/base/closest_match.hpp>
#include <dunlin/base/error.hpp>
#include <dunlin/sqltext/parameters.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <string_view>
#include <unordered_set>

namespace dunlin::sqldb {
namespace {

using names = std::vector<std::string>;

/// Limits the length of messages, and the cost of suggestions, which compare every pair of names.
constexpr std::size_t max_named = 20;

/// The protocol counts parameters in 16 bits (manual, 55.7, Bind).
constexpr std::size_t max_parameters = 65535;

std::string format_names(const names& all) {
    std::string text;
    for (std::size_t i = 0; i < all.size() && i < max_named; ++i) {
        text += (text.empty() ? ":" : ", :") + all[i];
    }
    return all.size() > max_named ? fmt::format("{} and {} more", text, all.size() - max_named)
                                  : text;
}

/// "did you mean :user?" for the first wrong name that is close to a candidate.
std::string suggest(const names& wrong, const names& candidates) {
    const std::size_t compared = std::min(wrong.size(), max_named);
    for (const auto& name : std::span(wrong).first(compared)) {
        const auto suggestion = closest_match(name, candidates);
        if (!suggestion.empty()) {
            return fmt::format("did you mean :{} for :{}?", suggestion, name);
        }
    }
    return {};
}

/// The values that the statement does not use.
names find_unused(const names& required, const parameters& values) {
    const std::unordered_set<std::string_view> known(required.begin(), required.end());
    names unused;
    for (const auto& [name, value] : values.values()) {
        if (!known.contains(name)) {
            unused.push_back(name);
        }
    }
    return unused;
}

names find_unbound(const names& required, const parameters& values) {
    names unbound;
    std::copy_if(required.begin(), required.end(), std::back_inserter(unbound),
                 [&](const auto& name) { return values.values().count(name) == 0; });
    return unbound;
}

void require_names(const names& required, const parameters& values) {
    const auto unbound = find_unbound(required, values);
    const auto unused = find_unused(required, values);
    if (!unbound.empty()) {
        throw error(error_kind::usage, "no value for " + format_names(unbound))
            .with_hint(suggest(unused, unbound));
    }
    if (!unused.empty()) {
        throw error(error_kind::usage, "the statement has no parameter " + format_names(unused))
            .with_hint(suggest(unused, required));
    }
}

bool is_name_byte(char c) noexcept {
    return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           static_cast<unsigned char>(c) >= 0x80;
}

bool begins_character(char c) noexcept {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
}

} // namespace

void refuse_nul(std::string_view sql) {
    if (sql.find('\0') != std::string_view::npos) {
        throw error(error_kind::usage, "the statement contains a NUL byte");
    }
}

bound_statement bind(std::string_view sql, const parameters& values) {
    refuse_nul(sql);
    sqltext::positional found;
    if (sql.find(':') == std::string_view::npos) {
        found.sql = sql;
    } else {
        found = sqltext::bind_names(sql);
    }
    require_names(found.names, values);
    if (found.names.size() > max_parameters) {
        throw error(error_kind::usage,
                    fmt::format("the statement has {} parameters; PostgreSQL accepts at most {}",
                                found.names.size(), max_parameters))
            .with_hint(
                "pass the values as one array, or load them with `dunlin seed load TABLE FILE`");
    }
    bound_statement bound{std::move(found.sql), {}};
    bound.values.reserve(found.names.size());
    for (const auto& name : found.names) {
        const auto& value = values.values().find(name)->second;
        if (value && value->find('\0') != std::string::npos) {
            throw error(error_kind::usage,
                        "the value of :" + name + " contains a NUL byte, which text cannot contain")
                .with_hint("use sqldb::bytes for a column of type bytea");
        }
        bound.values.push_back(value ? value->c_str() : nullptr);
    }
    return bound;
}

void require_match(std::string_view sql, const parameters& values) {
    static_cast<void>(bind(sql, values));
}

std::size_t original_position(std::string_view original, std::string_view sent,
                              std::size_t position) noexcept {
    std::size_t at = 0;    // byte in `original`
    std::size_t count = 0; // characters of `original` begun before `at`
    std::size_t left = position;
    for (std::size_t i = 0; i < sent.size() && at < original.size();) {
        if (begins_character(sent[i]) && left-- <= 1) {
            return position == 0 ? 0 : count + 1;
        }
        if (sent[i] != '$' || original[at] != ':') {
            count += begins_character(original[at]) ? 1 : 0;
            ++i;
            ++at;
            continue;
        }
        // The two texts differ only in parameters, so this is one.
        const auto name_begin = at;
        do {
            count += begins_character(original[at]) ? 1 : 0;
            ++at;
        } while (at < original.size() && is_name_byte(original[at]));
        for (++i; i < sent.size() && sent[i] >= '0' && sent[i] <= '9'; ++i) {
            if (left-- <= 1) {
                return count - (at - name_begin) + 1;
            }
        }
    }
    return position == 0 ? 0 : count + 1;
}

} // namespace dunlin::sqldb
