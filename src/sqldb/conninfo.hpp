// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/sqldb/config.hpp>

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace dunlin::sqldb {

/// libpq's connection keywords and their values (manual, 34.1.2).
using conninfo = std::map<std::string, std::string, std::less<>>;

/// The keywords of a configuration: those of its URL, overridden by its fields. Throws
/// error(config), which never quotes the URL, when the URL is invalid.
conninfo conninfo_of(const config& settings);

/// The options that libpq would connect with, including defaults, PG* variables and the service
/// file.
struct resolved_conninfo {
    conninfo options;         ///< those that have a value
    std::string default_host; ///< used when the options name neither host nor hostaddr
    std::string problem;      ///< libpq's error message about the options; empty: none
};

/// Resolves the options without opening a socket.
resolved_conninfo resolve(const config& settings);

/// The value of a keyword; empty when there is none.
std::string value_of(const conninfo& options, std::string_view keyword);

/// The environment variables of libpq's keywords.
std::vector<std::string> variables_of_keywords();

/// Whether this libpq accepts sslrootcert=system (since 16).
bool knows_system_certificates();

/// Removes the first item from a comma-separated list and returns it.
std::string_view next_item(std::string_view& list);

/// Keywords and values as PQconnectStartParams takes them; valid while `options` lives unchanged.
struct conninfo_arrays {
    explicit conninfo_arrays(const conninfo& options);
    std::vector<const char*> keywords;
    std::vector<const char*> values;
};

} // namespace dunlin::sqldb
