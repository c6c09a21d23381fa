// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace dunlin::sqltext {

/// What a statement is, as far as running it needs to know.
enum class statement_class {
    ordinary,           ///< runs inside a transaction block
    no_transaction,     ///< the server refuses it in a transaction block (25001)
    begin,              ///< BEGIN, START TRANSACTION, with any modes
    commit,             ///< COMMIT, END, also with AND NO CHAIN
    commit_and_chain,   ///< COMMIT AND CHAIN: a new transaction begins
    rollback,           ///< ROLLBACK, ABORT, also with AND NO CHAIN
    rollback_and_chain, ///< ROLLBACK AND CHAIN
    savepoint,          ///< SAVEPOINT, RELEASE, ROLLBACK TO
    prepared,           ///< PREPARE TRANSACTION, COMMIT PREPARED, ROLLBACK PREPARED
    copy_from_stdin,
    copy_to_stdout,
};

/// Classifies one statement by its words, which for these statements stand in fixed places, so that
/// a newer server's syntax in the rest of the statement does no harm. Reads no more of the
/// statement than it must: an INSERT costs one token. The statements that cannot run in a
/// transaction block are those whose server code (PostgreSQL 12 to 19) calls
/// PreventInTransactionBlock: CREATE/DROP DATABASE, CREATE/DROP TABLESPACE, CREATE/DROP/REINDEX
/// INDEX CONCURRENTLY, REINDEX SCHEMA/DATABASE/SYSTEM, VACUUM, CLUSTER and REPACK without a table,
/// REPACK (CONCURRENTLY or ANALYZE), ALTER SYSTEM, ALTER DATABASE SET TABLESPACE, DETACH PARTITION
/// CONCURRENTLY, CREATE SUBSCRIPTION that makes a slot, DROP SUBSCRIPTION, ALTER SUBSCRIPTION that
/// refreshes or changes the slot, DISCARD ALL; COMMIT PREPARED and ROLLBACK PREPARED have a class
/// of their own. Not told by the text, and so `ordinary`: REINDEX and CLUSTER of a partitioned
/// table.
statement_class classify(std::string_view statement);

} // namespace dunlin::sqltext
