// SPDX-License-Identifier: MIT
#include <dunlin/base/exit_code.hpp>

#include <csignal>

namespace dunlin {

exit_code exit_code_of(const error& problem) noexcept {
    switch (problem.kind()) {
    case error_kind::usage:
    case error_kind::config:
        return exit_code::usage;
    case error_kind::history:
        return exit_code::history;
    case error_kind::not_found:
        return exit_code::not_found;
    case error_kind::connection:
        return exit_code::unreachable;
    case error_kind::locked:
    case error_kind::lock_not_available:
        return exit_code::locked;
    case error_kind::refused:
    case error_kind::read_only:
        return exit_code::refused;
    case error_kind::interrupted:
        return problem.signal == SIGTERM ? exit_code::sigterm : exit_code::sigint;
    default:
        return exit_code::failed;
    }
}

} // namespace dunlin
