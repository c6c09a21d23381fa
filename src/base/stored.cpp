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

timestamp date_of_update(timestamp present, timestamp last) {
    return std::max(present, last + std::chrono::microseconds{1});
}

} // namespace dunlin
