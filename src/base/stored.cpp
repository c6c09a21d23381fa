// SPDX-License-Identifier: MIT
#include <dunlin/base/stored.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace dunlin {

void fail_not_found(std::string_view what, std::string_view who) {
    throw error(error_kind::not_found, fmt::format("{} not found: {}", what, who));
}

void require_removed(std::string_view what, const std::vector<uuid>& asked,
                     std::vector<uuid> removed) {
    std::sort(removed.begin(), removed.end());
    for (const auto& id : asked) {
        if (!std::binary_search(removed.begin(), removed.end(), id)) {
            fail_not_found(what, id.to_string());
        }
    }
}

void require_unmodified(std::string_view what, const uuid& id, timestamp updated,
                        const std::optional<timestamp>& since) {
    if (since && updated > *since) {
        throw error(error_kind::refused,
                    fmt::format("{} {} was updated at {}, after {}", what, id.to_string(),
                                format_utc(updated), format_utc(*since)))
            .with_hint("read it again and decide anew");
    }
}

void fail_stored_value(std::string_view column, const error& problem) {
    const std::string message = problem.message();
    std::string_view reason = message;
    // The types begin with the name of their field ("name: must have ...").
    const auto colon = reason.find(": ");
    if (colon != std::string_view::npos && reason.find(' ') > colon) {
        reason.remove_prefix(colon + 2);
    }
    throw error(error_kind::failed, fmt::format("column {}: {}", column, reason));
}

void fail_stored_row(std::string_view table, std::string_view key, std::string_view id,
                     const error& problem) {
    throw error(error_kind::failed,
                fmt::format("bad value in table {}, {} {}, {}", table, key, id, problem.message()))
        .with_hint("correct the row in the database");
}

timestamp date_of_update(timestamp present, timestamp last) {
    return std::max(present, last + std::chrono::microseconds{1});
}

} // namespace dunlin
