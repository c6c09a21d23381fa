// SPDX-License-Identifier: MIT
#include <dunlin/base/closest_match.hpp>
#include <dunlin/commands/flag_value.hpp>

#include <fmt/format.h>

namespace dunlin::commands {

error invalid_value(std::string_view flag, std::string_view value, std::string hint) {
    return error(error_kind::usage, fmt::format("invalid value for {}: \"{}\"", flag, value))
        .with_hint(std::move(hint));
}

error invalid_choice(std::string_view flag, std::string_view value,
                     const std::vector<std::string>& choices) {
    const std::string suggestion = closest_match(std::string(value), choices);
    return invalid_value(flag, value,
                         suggestion.empty()
                             ? fmt::format("choose one of {}", fmt::join(choices, ", "))
                             : fmt::format("did you mean {}?", suggestion));
}

} // namespace dunlin::commands
