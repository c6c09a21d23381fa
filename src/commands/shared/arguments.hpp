// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/base/clock.hpp>
#include <dunlin/base/uuid.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dunlin::commands {

/// Parse the values of options. They throw error(usage), which names the option and shows a valid
/// value, also for empty text.
uuid read_id(std::string_view option, std::string_view text);
std::vector<uuid> read_ids(std::string_view option, const std::vector<std::string>& texts);
timestamp read_time(std::string_view option, std::string_view text);

/// The same; nullopt for an option that was not given.
std::optional<uuid> read_optional_id(std::string_view option,
                                     const std::optional<std::string>& text);
std::optional<timestamp> read_optional_time(std::string_view option,
                                            const std::optional<std::string>& text);

/// Returns `text`. Throws error(usage) unless it is UTF-8, as the database needs it.
const std::string& require_utf8(std::string_view option, const std::string& text);

/// The value of two opposite switches; nullopt when neither was given. Throws error(usage) for
/// both.
std::optional<bool> read_switch_pair(std::string_view yes_option, bool yes,
                                     std::string_view no_option, bool no);

} // namespace dunlin::commands
