// SPDX-License-Identifier: MIT
#include "shared/arguments.hpp"

#include <dunlin/base/error.hpp>
#include <dunlin/base/text.hpp>

#include <fmt/format.h>

namespace dunlin::commands {

uuid read_id(std::string_view option, std::string_view text) {
    const auto id = uuid::parse(text);
    if (!id) {
        throw error(error_kind::usage, fmt::format("{}: \"{}\" is not an id", option, text))
            .with_hint("an id looks like 5cf37266-3473-4006-984f-9325122678b7");
    }
    return *id;
}

std::vector<uuid> read_ids(std::string_view option, const std::vector<std::string>& texts) {
    std::vector<uuid> ids;
    ids.reserve(texts.size());
    for (const auto& text : texts) {
        ids.push_back(read_id(option, text));
    }
    return ids;
}

timestamp read_time(std::string_view option, std::string_view text) {
    const auto at = parse_timestamp(text);
    if (!at) {
        throw error(error_kind::usage, fmt::format("{}: \"{}\" is not a time", option, text))
            .with_hint("a time looks like 2026-01-31, 2026-01-31T12:00:00Z or "
                       "2026-01-31 13:00:00+01:00; without an offset it is UTC");
    }
    return *at;
}

std::optional<uuid> read_optional_id(std::string_view option,
                                     const std::optional<std::string>& text) {
    return text ? std::optional(read_id(option, *text)) : std::nullopt;
}

std::optional<timestamp> read_optional_time(std::string_view option,
                                            const std::optional<std::string>& text) {
    return text ? std::optional(read_time(option, *text)) : std::nullopt;
}

const std::string& require_utf8(std::string_view option, const std::string& text) {
    if (find_invalid_utf8(text)) {
        throw error(error_kind::usage, fmt::format("{}: not valid UTF-8", option));
    }
    return text;
}

std::optional<bool> read_switch_pair(std::string_view yes_option, bool yes,
                                     std::string_view no_option, bool no) {
    if (yes && no) {
        throw error(error_kind::usage,
                    fmt::format("{} and {} cannot be used together", yes_option, no_option));
    }
    return yes || no ? std::optional(yes) : std::nullopt;
}

} // namespace dunlin::commands
