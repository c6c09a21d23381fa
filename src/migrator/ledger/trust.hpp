// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/sqldb/result.hpp>

#include <string>
#include <vector>

namespace dunlin::sqldb {
class connection;
}

namespace dunlin::migrator {

/// What the catalog says of a ledger's tables at first sight, asked together with what is sent
/// anyway.
struct trust_look {
    bool is_ordinary = true; ///< tables that can be read as they are, without rules and policies
    bool is_own = true;      ///< all belong to the current role
    bool is_plain = true;    ///< nothing but what ledgers are made with runs when they are written
};

/// The query, for tables as quoted names; those that are missing count for nothing. is_plain is
/// asked for with `for_writing` alone, which costs more.
std::string look_sql(const sqldb::connection& db, const std::vector<std::string>& tables,
                     bool for_writing);
/// The same, ending a message in front of its next statement where a table is not ordinary.
std::string reading_look_sql(const sqldb::connection& db, const std::vector<std::string>& tables,
                             bool for_writing);
/// The same, ending it where a table is not ordinary, own and plain.
std::string writing_look_sql(const sqldb::connection& db, const std::vector<std::string>& tables);
/// What either of them gave.
trust_look read_look(const sqldb::result& rows);
/// Whether an error is that of a look that ended its message.
bool is_stopped_by_look(const std::string& message);

/// A reason not to trust a ledger.
struct trust_finding {
    std::string kind;     ///< as the query names it: schema, table, trigger ...
    std::string name;     ///< quoted where that is needed, as all names here
    std::string relation; ///< the ledger's table
    std::string owner;    ///< of what it is about, not quoted
    std::string self;     ///< the current role
    std::string object;   ///< the function or type, or a detail
};

/// All reasons; `owners` are roles that are trusted beside those that are in any case: the current
/// role, those that it is a member of, superusers, the database's owner, pg_database_owner.
std::vector<trust_finding> examine_trust(sqldb::connection& db,
                                         const std::vector<std::string>& tables,
                                         const std::vector<std::string>& owners);

/// Whether already reading the table is not safe, or gives what is not the whole of it.
bool prevents_reading(const trust_finding& finding);
/// Whether it is row-level security that the owner itself is subject to, and may lift.
bool is_forced_security(const trust_finding& finding);

/// "schema dunlin belongs to role low".
std::string describe_finding(const trust_finding& finding);
/// The SQL that ends it; empty where that would depend on what people want.
std::string remedy_for(const trust_finding& finding);

/// error(refused), unless there is nothing among them that stands against reading.
void refuse_reading(const std::string& table, const std::vector<trust_finding>& findings);
/// error(refused), unless there are none.
void refuse_writing(const std::string& table, const std::vector<trust_finding>& findings);

} // namespace dunlin::migrator
