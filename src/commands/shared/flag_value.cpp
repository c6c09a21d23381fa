// SPDX-License-Identifier: MIT
#include <dunlin/base/closest_match.hpp>
#include <dunlin/commands/flag_value.hpp>

#include <fmt/format.h>

namespace dunlin::commands {

error takes_no(std::string_view flag, std::string_view value, std::string hint) {
    return error(error_kind::usage, fmt::format("invalid value for {}: \"{}\"", flag, value))
        .with_hint(std::move(hint));
}

error takes_none_but(std::string_view flag, std::string_view value,
                     const std::vector<std::string>& words) {
    const std::string near = closest_match(std::string(value), words);
    return takes_no(flag, value,
                    near.empty() ? fmt::format("choose one of {}", fmt::join(words, ", "))
                                 : fmt::format("did you mean {}?", near));
}

} // namespace dunlin::commands
