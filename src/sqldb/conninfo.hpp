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
/// error(config), which never quotes the URL, when that cannot be understood.
conninfo conninfo_of(const config& settings);

/// What libpq would connect with: defaults, PG* variables and service file filled in.
struct resolved_conninfo {
    conninfo options;         ///< those that have a value
    std::string default_host; ///< where the options name neither host nor hostaddr
    std::string problem;      ///< what libpq has against the options themselves; or empty
};

/// Without opening a socket.
resolved_conninfo resolve(const config& settings);

/// The value of a keyword; empty when there is none.
std::string value_of(const conninfo& options, std::string_view keyword);

/// The environment variables that libpq looks at, one for each keyword that has one.
std::vector<std::string> variables_of_keywords();

/// Whether this libpq takes sslrootcert=system (since 16).
bool knows_system_certificates();

/// Cuts the first item off a list with commas.
std::string_view next_item(std::string_view& list);

/// Keywords and values as PQconnectStartParams takes them; valid while `options` lives unchanged.
struct conninfo_arrays {
    explicit conninfo_arrays(const conninfo& options);
    std::vector<const char*> keywords;
    std::vector<const char*> values;
};

} // namespace dunlin::sqldb
