// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace dunlin::testing {

/// The URL of a database on the server that tests use, see database_options::server.
std::string server_url(const std::string& given);

/// A URL or key=value string with another database.
std::string with_database(const std::string& url, std::string_view name);

} // namespace dunlin::testing
