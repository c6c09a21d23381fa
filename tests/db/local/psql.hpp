// SPDX-License-Identifier: MIT
#pragma once

#include <sys/types.h>

#include <functional>
#include <string>

namespace dunlin::test {

/// What the statement returns, unaligned and without headers, trimmed; empty when it fails. Asks
/// with the psql beside the server's programs, or else in PATH: the room knows no client.
std::string psql(const std::string& url, const std::string& statement);

/// Runs the body in a child process, which then exits with 0, or with 1 when the body throws.
pid_t in_child(const std::function<void()>& body);

/// Looks every few milliseconds, for at most half a minute, until it is so.
bool becomes_true(const std::function<bool()>& condition);

} // namespace dunlin::test
