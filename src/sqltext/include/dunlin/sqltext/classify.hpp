// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace dunlin::sqltext {

/// The class of a statement, as far as it matters for running it.
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

/// Classifies one statement by its tokens. The tokens that matter are at fixed positions, so that a
/// newer server's syntax in the rest of the statement does not matter. Reads only as much of the
/// statement as necessary: one token of an INSERT. The statements that cannot run in a transaction
/// block are those whose server code (PostgreSQL 12 to 19) calls PreventInTransactionBlock:
/// CREATE/DROP DATABASE, CREATE/DROP TABLESPACE, CREATE/DROP/REINDEX INDEX CONCURRENTLY, REINDEX
/// SCHEMA/DATABASE/SYSTEM, VACUUM, CLUSTER and REPACK without a table, REPACK (CONCURRENTLY or
/// ANALYZE), ALTER SYSTEM, ALTER DATABASE SET TABLESPACE, DETACH PARTITION CONCURRENTLY, CREATE
/// SUBSCRIPTION that makes a slot, DROP SUBSCRIPTION, ALTER SUBSCRIPTION that refreshes or changes
/// the slot, DISCARD ALL; COMMIT PREPARED and ROLLBACK PREPARED have a class of their own. REINDEX
/// and CLUSTER of a partitioned table are `ordinary`, because their text does not show it.
statement_class classify(std::string_view statement);

} // namespace dunlin::sqltext
