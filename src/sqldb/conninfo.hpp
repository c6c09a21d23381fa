// SPDX-License-Identifier: MIT
#pragma once

#include "handle.hpp"

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

/// A handle with all options that libpq would use (defaults, PG* variables, service file), for
/// PQconninfo and PQhost. It was never connected.
connection_handle resolve(const config& settings);

/// The value of a keyword among them; empty when there is none.
std::string resolved_value(const config& settings, std::string_view keyword);

/// What libpq has against the options themselves, before it would open a socket; or empty.
std::string find_option_problem(const config& settings);

/// Keywords and values as PQconnectStartParams takes them; valid while `options` lives unchanged.
struct conninfo_arrays {
    explicit conninfo_arrays(const conninfo& options);
    std::vector<const char*> keywords;
    std::vector<const char*> values;
};

} // namespace dunlin::sqldb
