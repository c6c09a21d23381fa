// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace dunlin::sqldb {

/// The three roles of a schema.
struct role_names {
    std::string owner;      ///< owns all objects and runs migrations
    std::string read_write; ///< of the application
    std::string read_only;
};

struct roles_request {
    std::string database;
    std::string schema;
    std::string ledger_schema; ///< of the ledger: the owner writes it, all three read it
    role_names roles;
    bool login = false;
};

/// An SQL script, one transaction, that creates three roles for a schema with only the privileges
/// that each needs, on existing objects and on those that the owner creates later. It can run any
/// number of times, as a superuser or as the database's owner with CREATEROLE. Names are quoted.
/// Throws error(usage) for a name that PostgreSQL would truncate or that has control characters,
/// and for one name given to two roles.
std::string roles_script(const roles_request& request);

} // namespace dunlin::sqldb
