// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/sqldb/result.hpp>

#include <string>
#include <vector>

namespace dunlin::sqldb {
class connection;
}

namespace dunlin::migrator {

/// The first check of a ledger's tables against the catalog, sent together with what is sent
/// anyway.
struct trust_check {
    bool is_ordinary = true; ///< tables that can be read as they are, without rules and policies
    bool is_own = true;      ///< all belong to the current role
    bool is_plain = true; ///< nothing runs when they are written but what ledgers are created with
};

/// The query, for tables as quoted names; missing ones are ignored. is_plain is
/// checked with `for_writing` only, because it costs more.
std::string check_sql(const sqldb::connection& db, const std::vector<std::string>& tables,
                      bool for_writing);
/// The same, ending a message before its next statement where a table is not ordinary.
std::string reading_check_sql(const sqldb::connection& db, const std::vector<std::string>& tables,
                              bool for_writing);
/// The same, ending it where a table is not ordinary, own and plain.
std::string writing_check_sql(const sqldb::connection& db, const std::vector<std::string>& tables);
/// Reads the result of either of them.
trust_check read_check(const sqldb::result& rows);
/// Whether an error is that of a check that ended its message.
bool is_stopped_by_check(const std::string& message);

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

/// Whether even reading the table is unsafe, or does not return all of its rows.
bool prevents_reading(const trust_finding& finding);
/// Whether it is row-level security that the owner itself is subject to, and may disable.
bool is_forced_security(const trust_finding& finding);

/// "schema dunlin belongs to role low".
std::string describe_finding(const trust_finding& finding);
/// The SQL that resolves it; empty where only a person can decide.
std::string remedy_for(const trust_finding& finding);

/// Throws error(refused) when one of them prevents reading.
void refuse_reading(const std::string& table, const std::vector<trust_finding>& findings);
/// Throws error(refused) unless there are none.
void refuse_writing(const std::string& table, const std::vector<trust_finding>& findings);

} // namespace dunlin::migrator
