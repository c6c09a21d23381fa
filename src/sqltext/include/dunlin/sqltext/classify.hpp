// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace dunlin::sqltext {

/// What a statement is, as far as running it needs to know.
enum class statement_class {
    ordinary,       ///< runs inside a transaction block
    no_transaction, ///< the server refuses it in a transaction block (25001)
    begin,          ///< BEGIN, START TRANSACTION
    commit,         ///< COMMIT, END
    rollback,       ///< ROLLBACK, ABORT
    savepoint,      ///< SAVEPOINT, RELEASE, ROLLBACK TO
    prepared,       ///< PREPARE TRANSACTION, COMMIT PREPARED, ROLLBACK PREPARED
    copy_from_stdin,
    copy_to_stdout,
};

/// Classifies one statement by libpg_query's parse tree. Text that it cannot parse is judged by its
/// tokens alone. The statements that cannot run in a transaction block are those whose server code
/// calls PreventInTransactionBlock: CREATE/DROP DATABASE, CREATE/DROP TABLESPACE, CREATE/DROP/REINDEX
/// INDEX CONCURRENTLY, REINDEX SCHEMA/DATABASE/SYSTEM, VACUUM, CLUSTER without a table, ALTER SYSTEM,
/// ALTER DATABASE SET TABLESPACE, DETACH PARTITION CONCURRENTLY, CREATE/DROP SUBSCRIPTION that make or
/// drop a slot, ALTER SUBSCRIPTION REFRESH, DISCARD ALL, COMMIT PREPARED.
statement_class classify(std::string_view statement);

} // namespace dunlin::sqltext
