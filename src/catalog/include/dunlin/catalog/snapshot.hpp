// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace dunlin::sqldb {
class connection;
class transaction;
} // namespace dunlin::sqldb

namespace dunlin::catalog {

/// One object of a database, as text that depends neither on OIDs, nor on the search path, nor on
/// the order in which objects were created.
struct object {
    std::string kind;     ///< "table", "materialized view", "constraint"
    std::string schema;   ///< empty: objects of this kind are in no schema
    std::string name;     ///< without schema, unquoted
    std::string identity; ///< quoted as in COMMENT ON: "public.widgets", "valid ON public.widgets"
    std::string definition;  ///< the statements that create it
    std::string tail;        ///< statements that must run after the table's checks exist
    std::string stub;        ///< creates it with what other objects need, to break a circle
    std::string comment;     ///< its own, as text
    std::string annotations; ///< COMMENT ON, SECURITY LABEL, DEPENDS ON EXTENSION
    std::string owner;       ///< a role; empty: objects of this kind have none
    std::string privileges;  ///< GRANT and REVOKE, if they were asked for
    std::string left_out;    ///< why a script cannot contain it; empty: it can
    char constraint = 0;     ///< contype of pg_constraint
    std::uint32_t oid = 0;
    std::uint32_t relation = 0;          ///< OID of the table that it is a part of
    std::vector<std::size_t> depends_on; ///< indexes of objects, sorted
};

/// Objects of a kind that is not modelled.
struct unmodelled_kind {
    std::string kind; ///< "user mapping"
    std::int64_t count = 0;
};

struct snapshot {
    int server_version = 0;      ///< 150004 for 15.4
    std::vector<object> objects; ///< by kind and identity
    std::vector<unmodelled_kind> unmodelled;

    [[nodiscard]] int server_major() const noexcept { return server_version / 10000; }
};

struct read_options {
    /// The schema of dunlin's own tables, which are left out.
    std::string ledger_schema = "dunlin";
    bool owners = false;
    bool privileges = false;
};

/// Makes the text of expressions and values independent of the session's settings, until the end of
/// the transaction.
void set_canonical_output(sqldb::transaction& tx);

/// Reads all objects in a constant number of queries. Members of extensions are left out. The
/// transaction should be REPEATABLE READ and READ ONLY; calls set_canonical_output().
snapshot read_snapshot(sqldb::transaction& tx, const read_options& options = {});

} // namespace dunlin::catalog
