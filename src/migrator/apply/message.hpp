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
    std::size_t statements_before = 0; ///< that stand before the script's first
    std::size_t verify_begin = 0;      ///< of the verify script, behind one statement more
    std::size_t verify_end = 0;        ///< 0: there is none
};

/// Which ends of the transaction a message holds; one for all pending is sent as several.
struct message_ends {
    bool opens = true;
    bool closes = true;
};

/// What the ledger is to be told when a script has run. Fails when the runner lock was lost.
/// `skipped`: it is recorded without having run.
std::string record_sql(run_context& run, const plan_step& step, const prepared_script& script,
                       bool skipped = false);

/// Locks the ledger as the row that is written at the end does. Taken first, it tells the next
/// runner that a transaction of this one is under way, should this one die. It needs no snapshot.
std::string claim_sql(const run_context& run);

/// The parts of a message, for those who send it in pieces.
std::string limits_sql(const run_context& run, const prepared_script& script,
                       std::size_t& statements);
std::string opening_sql(const run_context& run, const prepared_script& script,
                        std::size_t& statements);
/// Undoes what a script may have done to the session, within its transaction. Of one whose session
/// is kept, only what the ledger's own row could not stand: another role, other literals.
std::string reset_sql(const run_context& run, const directives& options);
/// The session's role: the settings' own, or none.
std::string own_role_sql(const run_context& run);
/// The same as a value, for SET LOCAL role TO.
std::string own_role(const run_context& run);
/// An integer that is 0, or fails the transaction when the runner lock was lost; as a statement.
std::string precondition_expression(const run_context& run);
std::string precondition_sql(const run_context& run);
std::string closing_sql(const run_context& run, const prepared_script& script,
                        const std::string& record, bool commits);

/// What every message of a run on this ledger begins with: a session that works for it is known by
/// what it runs, also behind a pooler.
std::string mark_prefix(const runner_lock& lock);
/// The whole mark: ledger, run, way and version.
std::string mark_of(const run_context& run, const prepared_script& script);

/// Adds the script's proof, when it has one: run as a savepoint that is undone.
void add_verify(const prepared_script& script, message& into);

message compose(const run_context& run, const prepared_script& script, const std::string& record,
                message_ends ends = {});

/// The server's words when the closing part found the runner lock free.
inline constexpr auto lost_lock_words = "dunlin: the runner lock was lost";

} // namespace dunlin::migrator
