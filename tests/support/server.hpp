// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>

namespace dunlin::test {

/// The URL of the maintenance database of the server that tests may use: DUNLIN_TEST_DATABASE (a
/// libpq URI or key=value string of a role that may create databases), else the server that CTest's
/// fixture `server` started. When there is neither, throws error(config), which explains how to
/// start one.
std::string server_url();

/// The socket file of that server, as a client sees it: for a proxy to stand before. The server's
/// own unix_socket_directories may be a name that only its processes can follow. Throws
/// error(config) when the server is reached over the network.
std::filesystem::path server_socket();

} // namespace dunlin::test
