// SPDX-License-Identifier: MIT
#pragma once

#include <support/skipped.hpp>

#include <string>

namespace dunlin::test {

/// The major version of the test server.
int server_major();

/// Whether the test server is of that major version or a later one. If not, the test is noted as
/// skipped: `what` needs that version.
inline bool has_version(int major, const std::string& what) {
    if (server_major() >= major) {
        return true;
    }
    skip(what + " needs PostgreSQL " + std::to_string(major));
    return false;
}

} // namespace dunlin::test
