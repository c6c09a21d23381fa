// SPDX-License-Identifier: MIT
#include "interpolate.hpp"

#include <fmt/format.h>

#include <optional>

namespace dunlin::config {
namespace {

bool is_variable_name(std::string_view name) {
    const auto letter = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    };
    for (std::size_t i = 0; i < name.size(); ++i) {
        if (!letter(name[i]) && (i == 0 || name[i] < '0' || name[i] > '9')) {
            return false;
        }
    }
    return !name.empty();
}

/// The text between the braces of a reference.
struct reference {
    std::string name;
    std::optional<std::string> fallback;
};

reference read_reference(std::string_view text) {
    const std::size_t dash = text.find('-');
    reference parsed{std::string(text.substr(0, dash)), std::nullopt};
    if (parsed.name.ends_with(':') && dash != std::string_view::npos) {
        throw interpolation_failure{"'${NAME:-default}' is not supported; write ${NAME-default}"};
    }
    if (!is_variable_name(parsed.name)) {
        throw interpolation_failure{"'${' does not begin a valid ${NAME}"};
    }
    if (dash != std::string_view::npos) {
        parsed.fallback = text.substr(dash + 1);
    }
    return parsed;
}

std::string value_of(const reference& parsed, const environment& variables,
                     std::vector<std::string>& unset) {
    const auto value = variables(parsed.name);
    if (!value && parsed.fallback) {
        unset.push_back(parsed.name);
        return *parsed.fallback;
    }
    if (!value || value->empty()) {
        throw interpolation_failure{fmt::format("the environment variable {} is {}", parsed.name,
                                                value ? "set but empty" : "not set")};
    }
    return *value;
}

} // namespace

interpolated interpolate(std::string_view text, const environment& variables) {
    interpolated result;
    while (true) {
        const std::size_t open = text.find("${");
        if (open == std::string_view::npos) {
            result.text.append(text);
            return result;
        }
        if (open > 0 && text[open - 1] == '$') {
            result.text.append(text.substr(0, open - 1)).append("${");
            text.remove_prefix(open + 2);
            continue;
        }
        const std::size_t close = text.find('}', open);
        const auto inside =
            text.substr(open + 2, close == std::string_view::npos ? 0 : close - open - 2);
        result.text.append(text.substr(0, open));
        result.text += value_of(read_reference(inside), variables, result.unset);
        text.remove_prefix(close + 1);
    }
}

} // namespace dunlin::config
