// SPDX-License-Identifier: MIT
#include "interpolate.hpp"

#include <fmt/format.h>

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

} // namespace

std::string interpolate(std::string_view text, const environment& variables) {
    std::string out;
    while (true) {
        const std::size_t open = text.find("${");
        if (open == std::string_view::npos) {
            return out.append(text);
        }
        if (open > 0 && text[open - 1] == '$') {
            out.append(text.substr(0, open - 1)).append("${");
            text.remove_prefix(open + 2);
            continue;
        }
        const std::size_t close = text.find('}', open);
        const std::string name(
            text.substr(open + 2, close == std::string_view::npos ? 0 : close - open - 2));
        if (!is_variable_name(name)) {
            throw interpolation_failure{"'${' begins no ${NAME}"};
        }
        const auto value = variables(name);
        if (!value) {
            throw interpolation_failure{
                fmt::format("the environment variable {} is not set", name)};
        }
        out.append(text.substr(0, open)).append(*value);
        text.remove_prefix(close + 1);
    }
}

} // namespace dunlin::config
