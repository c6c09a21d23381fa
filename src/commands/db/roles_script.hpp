// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace dunlin::commands {

/// Who owns, who works, who looks.
struct role_names {
    std::string owner;
    std::string read_write;
    std::string read_only;
};

struct roles_request {
    std::string database;
    std::string schema;
    std::string ledger_schema; ///< of dunlin's own tables: written by the owner, read by all
    role_names roles;
    bool login = false;
};

/// A script of SQL, in one transaction, that gives a schema three roles with no more rights than
/// they need, for what is there and for what the owner will make later. It may run any number of
/// times, by a superuser or by the database's owner who may create roles. Names are quoted. Throws
/// error(usage) for names that PostgreSQL cannot hold, and for one name given to two roles.
std::string roles_script(const roles_request& wanted);

} // namespace dunlin::commands
