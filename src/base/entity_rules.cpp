// SPDX-License-Identifier: MIT
#include <dunlin/base/entity_rules.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace dunlin {

void fail_not_found(std::string_view entity, std::string_view key) {
    throw error(error_kind::not_found, fmt::format("{} not found: {}", entity, key));
}

void require_removed(std::string_view entity, const std::vector<uuid>& ids,
                     std::vector<uuid> removed) {
    std::sort(removed.begin(), removed.end());
    for (const auto& id : ids) {
        if (!std::binary_search(removed.begin(), removed.end(), id)) {
            fail_not_found(entity, id.to_string());
        }
    }
}

void require_unmodified(std::string_view entity, const uuid& id, timestamp updated,
                        const std::optional<timestamp>& since) {
    if (since && updated > *since) {
        throw error(error_kind::refused,
                    fmt::format("{} {} was updated at {}, after {}", entity, id.to_string(),
                                format_utc(updated), format_utc(*since)))
            .with_hint("read it again before you change it");
    }
}

timestamp next_update_time(timestamp present, timestamp last_update) {
    return std::max(present, last_update + std::chrono::microseconds{1});
}

} // namespace dunlin
