// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/base/clock.hpp>
#include <dunlin/base/uuid.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dunlin::commands {

/// Values of options, read as what they stand for. Each throws error(usage) that names the option
/// and shows what would be right. Empty texts are no value either.
uuid read_id(std::string_view option, std::string_view text);
std::vector<uuid> read_ids(std::string_view option, const std::vector<std::string>& texts);
timestamp read_time(std::string_view option, std::string_view text);

/// The same, for options that were not given: nullopt.
std::optional<uuid> read_optional_id(std::string_view option,
                                     const std::optional<std::string>& text);
std::optional<timestamp> read_optional_time(std::string_view option,
                                            const std::optional<std::string>& text);

/// A text that may be any text, as long as the database can hold it. Throws error(usage).
const std::string& read_text(std::string_view option, const std::string& text);

/// One of two flags of which both given contradict each other: true, false, or nullopt for neither.
std::optional<bool> read_either(std::string_view yes_option, bool yes, std::string_view no_option,
                                bool no);

} // namespace dunlin::commands
