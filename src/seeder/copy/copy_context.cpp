// SPDX-License-Identifier: MIT
#include "copy/copy_context.hpp"

#include <charconv>

namespace dunlin::seeder {

copy_context read_copy_context(std::string_view context) {
    copy_context result;
    // Lines of a trigger or cast may precede the line of COPY.
    const std::size_t start = context.starts_with("COPY ") ? 0 : context.rfind("\nCOPY ");
    if (start == std::string_view::npos) {
        return result;
    }
    context.remove_prefix(start + (start > 0 ? 1 : 0));
    const std::size_t comma = context.find(", ");
    const std::size_t digit = context.find_first_of("0123456789", comma);
    if (comma == std::string_view::npos || digit == std::string_view::npos) {
        return result;
    }
    const char* const end = context.data() + context.size();
    const auto number = std::from_chars(context.data() + digit, end, result.line);
    std::string_view rest(number.ptr, static_cast<std::size_t>(end - number.ptr));
    const std::size_t colon = rest.find(": ");
    std::string_view column = rest.substr(0, colon);
    if (column.starts_with(", ")) {
        column.remove_prefix(column.rfind(' ') + 1);
        result.column = column;
    }
    if (colon != std::string_view::npos) {
        std::string_view value = rest.substr(colon + 2);
        if (value.size() >= 2 && value.front() == '"') {
            value = value.substr(1, value.rfind('"') - 1);
        }
        result.value = value;
    }
    return result;
}

} // namespace dunlin::seeder
