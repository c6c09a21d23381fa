// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace dunlin::sqldb {
class connection;
}

namespace dunlin::commands {

/// What a ledger says of protection.
struct protection_mark {
    std::string environment; ///< the protected one that the database belongs to; empty: none
    bool is_hidden = false;  ///< there is a ledger, and this role may not read it
};

/// Asks for the mark, with one message, which is no failure where there is no ledger. The
/// connection must have no transaction open.
protection_mark read_protection_mark(sqldb::connection& db, const std::string& ledger_schema);

} // namespace dunlin::commands
