// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/base/error.hpp>

namespace dunlin {

/// The exit codes of every command, as the man pages list them.
enum class exit_code : int {
    done = 0,
    failed = 1,
    usage = 2,
    pending = 3,
    history = 4,
    not_found = 5,
    unreachable = 6,
    locked = 7,
    refused = 8,
    findings = 9,
    sigint = 130,
    sigterm = 143,
};

/// The exit code of a command that ends with this error. This is the only mapping from kinds to
/// codes.
exit_code exit_code_of(const error& problem) noexcept;

} // namespace dunlin
