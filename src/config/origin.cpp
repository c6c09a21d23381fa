// SPDX-License-Identifier: MIT
#include <dunlin/config/origin.hpp>

#include <fmt/format.h>

namespace dunlin::config {

std::string to_string(const value_origin& origin) {
    switch (origin.type) {
    case value_origin::kind::fallback:
        return "default";
    case value_origin::kind::flag:
    case value_origin::kind::variable:
        return origin.name;
    case value_origin::kind::file:
        return fmt::format("{}:{}", origin.name, origin.line);
    }
    return {};
}

} // namespace dunlin::config
