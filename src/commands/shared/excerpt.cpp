// SPDX-License-Identifier: MIT
#include <dunlin/base/position.hpp>
#include <dunlin/commands/excerpt.hpp>
#include <dunlin/output/safe_text.hpp>
#include <dunlin/sqltext/secrets.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace dunlin::commands {

std::string excerpt_text(const source_location& location, const std::string& statement) {
    if (location.excerpt.empty() || location.line == 0) {
        return "";
    }
    const std::string number = fmt::format("  {} | ", location.line);
    auto [line, column] =
        sqltext::hide_secrets_in_line(location.excerpt, location.column, statement);
    std::replace(line.begin(), line.end(), '\t', ' ');
    std::string text = number + output::safe_text(line) + "\n";
    if (column == 0) {
        return text;
    }
    const std::string before = line.substr(0, byte_offset_of(line, column - 1));
    const std::string padding(output::display_width(output::safe_text(before)), ' ');
    return text + std::string(number.size() - 2, ' ') + "| " + padding + "^\n";
}

} // namespace dunlin::commands
