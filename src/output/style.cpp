// SPDX-License-Identifier: MIT
#include <dunlin/output/style.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace dunlin::output {
namespace {

/// ECMA-48, 8.3.117.
constexpr std::array<std::string_view, 8> renditions{"",     "1",  "2",  "1;31",
                                                     "1;33", "32", "33", "31"};

} // namespace

std::string styled(std::string_view text, style kind, bool colour) {
    if (!colour || kind == style::none || text.empty()) {
        return std::string(text);
    }
    return fmt::format("\x1b[{}m{}\x1b[0m", renditions.at(static_cast<std::size_t>(kind)), text);
}

std::string with_styled_first_word(std::string_view text, style kind, bool colour) {
    const std::size_t end = std::min(text.find(' '), text.size());
    return styled(text.substr(0, end), kind, colour) + std::string(text.substr(end));
}

} // namespace dunlin::output
