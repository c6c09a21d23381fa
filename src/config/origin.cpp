// SPDX-License-Identifier: MIT
#include <dunlin/config/origin.hpp>

#include <fmt/format.h>

namespace dunlin::config {

std::string to_string(const origin& from) {
    switch (from.from) {
    case origin::kind::fallback:
        return "default";
    case origin::kind::flag:
    case origin::kind::variable:
        return from.name;
    case origin::kind::file:
        return fmt::format("{}:{}", from.name, from.line);
    }
    return {};
}

} // namespace dunlin::config
