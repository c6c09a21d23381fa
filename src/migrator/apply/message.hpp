// SPDX-License-Identifier: MIT
#pragma once

#include "plan/prepare.hpp"
#include "run_context.hpp"

#include <cstddef>
#include <optional>
#include <string>

namespace dunlin::migrator {

/// One message of the simple protocol: BEGIN, the script, its row in the ledger, COMMIT.
struct message {
    std::string text;
    std::size_t script_begin = 0;
    std::size_t script_end = 0;
    std::size_t statements_before = 0; ///< before the first of the script
    std::size_t verify_begin = 0;      ///< of the verify script, which follows a SAVEPOINT
    std::size_t verify_end = 0;        ///< 0: there is none
};

/// A part of a script that is sent by itself, after the run's comment.
struct sent_part {
    std::string text;
    std::size_t comment_size = 0;
    std::size_t begin = 0; ///< of the part in the script
};

/// Which ends of the transaction a message holds; a transaction of several migrations has several
/// messages.
struct message_ends {
    bool opens = true;
    bool closes = true;
};

/// The SQL that records a migration whose script has run. It fails when the runner lock was lost.
/// `skipped`: the migration is recorded without having run.
std::string record_sql(run_context& run, const plan_step& step, const prepared_script& script,
                       bool skipped = false);

/// Locks the ledger in the mode of the row that is written at the end. At the start of a
/// transaction it tells the next runner that this one is still at work. It needs no snapshot.
std::string claim_sql(const run_context& run);

/// The parts of a message, for scripts that are sent in several. `statements` grows by those that
/// were added.
std::string limits_sql(const run_context& run, const prepared_script& script,
                       std::size_t& statements);
std::string opening_sql(const run_context& run, const prepared_script& script,
                        std::size_t& statements);
/// Undoes what a script may have done to the session, within its transaction. Where the session is
/// kept for the next script, only the role and the form of literals, on which the ledger's row
/// depends.
std::string reset_sql(const run_context& run, const directives& options);
/// Sets the session's role: that of the settings, or none.
std::string own_role_sql(const run_context& run);
/// The same as a value, for SET LOCAL role TO.
std::string own_role(const run_context& run);
/// An integer that is 0, or fails the transaction when the runner lock was lost; as a statement.
std::string precondition_expression(const runner_lock& lock);
std::string precondition_sql(const runner_lock& lock);
std::string closing_sql(const run_context& run, const prepared_script& script,
                        const std::string& record, bool commits);

/// The comment at the start of every message: ledger, run, direction and version.
std::string run_comment(const run_locks& locks, const prepared_script& script);

/// The part of the script from byte `begin` to `end`, as it is sent.
sent_part compose_part(const run_locks& locks, const prepared_script& script, std::size_t begin,
                       std::size_t end);

/// Adds the verify script, if there is one, within a savepoint that is rolled back.
void add_verify(const prepared_script& script, message& into);

message compose(const run_context& run, const prepared_script& script, const std::string& record,
                message_ends ends = {});

/// Part of the server's message when the closing part found the runner lock free.
inline constexpr auto lost_lock_text = "dunlin: the runner lock was lost";

} // namespace dunlin::migrator
