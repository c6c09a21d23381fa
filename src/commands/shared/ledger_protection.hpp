// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace dunlin::sqldb {
class connection;
}

namespace dunlin::commands {

/// What a ledger records about protection.
struct ledger_protection {
    std::string environment;    ///< the protected environment of the database; empty: none
    bool is_unreadable = false; ///< there is a ledger that this role may not read
};

/// Reads it in one round trip. Without a ledger nothing is protected. The connection must have no
/// open transaction.
ledger_protection read_ledger_protection(sqldb::connection& db, const std::string& ledger_schema);

} // namespace dunlin::commands
