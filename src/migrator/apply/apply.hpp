// SPDX-License-Identifier: MIT
#pragma once

#include "apply/message.hpp"
#include "plan/prepare.hpp"
#include "run_context.hpp"

#include <dunlin/sqldb/error.hpp>

#include <cstddef>

namespace dunlin::migrator {

/// Runs one migration with the hooks around it and records it: again when a table's lock was not
/// obtained, and with the truth found out when the connection is lost. Returns the number of
/// transactions and single statements that it took. Throws with nothing of it kept, or, of steps,
/// with what is done recorded; the error's aftermath says which.
std::size_t apply(run_context& run, const plan_step& step, const prepared_script& script);

/// The ways to run one, without second attempts. They leave a transaction that failed open.
std::size_t apply_as_message(run_context& run, const plan_step& step,
                             const prepared_script& script);
std::size_t apply_in_pieces(run_context& run, const plan_step& step, const prepared_script& script);
std::size_t apply_in_steps(run_context& run, const plan_step& step, const prepared_script& script);

/// In one transaction with the hooks that stand around each migration.
std::size_t apply_with_hooks(run_context& run, const plan_step& step,
                             const prepared_script& script);
/// A script and its hooks within the open transaction.
void send_with_hooks(run_context& run, const prepared_script& script);

/// Proves the script's effect within the open transaction, when it has a verify script.
void send_verify(run_context& run, const prepared_script& script);

/// Sends a message. An error of the server's is told at the statement of the script that it is
/// about; one that ended the session is left as it is.
void send_message(run_context& run, const message& sent, const prepared_script& script);
/// The last message of a script that was sent by itself: it records the migration and commits.
void send_closing(run_context& run, const plan_step& step, const prepared_script& script);

/// Sends statements of a script, and the data of its COPYs, within the open transaction.
void send_pieces(run_context& run, const prepared_script& script, std::size_t first,
                 std::size_t end);

/// Sends a whole script that needs no steps, within the open transaction.
void send_script(run_context& run, const prepared_script& script);

/// Throws error(locked) in place of a cancelled statement's error when the runner lock is gone: the
/// runner that got it cancels what is still at work for this one.
void throw_if_cancelled_for_lock(const run_context& run, const error& problem);

/// Whether the session has ended, so that it is not known what became of the last message.
bool is_lost(const run_context& run, const error& problem);

} // namespace dunlin::migrator
