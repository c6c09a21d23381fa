// SPDX-License-Identifier: MIT
#pragma once

#include "apply/message.hpp"
#include "plan/prepare.hpp"
#include "run_context.hpp"

#include <dunlin/sqldb/error.hpp>

#include <cstddef>

namespace dunlin::migrator {

/// Runs one migration with the hooks around it and records it. Runs it again when a table's lock
/// was not obtained, and asks the server how it ended when the connection is lost. Returns the
/// number of transactions and single statements. When it throws, nothing of the migration is kept,
/// except the completed steps of one that runs in steps; the error's aftermath says which.
std::size_t apply(run_context& run, const plan_step& step, const prepared_script& script);

/// The ways to run one, without further attempts. They leave a transaction that failed open.
std::size_t apply_as_message(run_context& run, const plan_step& step,
                             const prepared_script& script);
std::size_t apply_in_parts(run_context& run, const plan_step& step, const prepared_script& script);
std::size_t apply_in_steps(run_context& run, const plan_step& step, const prepared_script& script);

/// In one transaction with the hooks around each migration.
std::size_t apply_with_hooks(run_context& run, const plan_step& step,
                             const prepared_script& script);
/// A script and its hooks within the open transaction.
void send_with_hooks(run_context& run, const prepared_script& script);

/// Runs the verify script, if there is one, within the open transaction.
void send_verify(run_context& run, const prepared_script& script);

/// Sends a message. An error of the server is located in the script; one that ended the session is
/// thrown unchanged.
void send_message(run_context& run, const message& sent, const prepared_script& script);
/// The last message of a script that was sent in parts: it records the migration and commits.
void send_closing(run_context& run, const plan_step& step, const prepared_script& script);

/// Sends statements of a script, and the data of its COPYs, within the open transaction.
void send_parts(run_context& run, const prepared_script& script, std::size_t first,
                std::size_t end);

/// Sends a whole script that needs no steps, within the open transaction.
void send_script(run_context& run, const prepared_script& script);

/// Throws error(locked) in place of a cancelled statement's error when the runner lock is gone: the
/// runner that got it cancels what is still at work for this one.
void throw_if_cancelled_for_lock(const run_context& run, const error& problem);

/// Whether the session has ended, so that the outcome of the last message is unknown.
bool is_lost(const run_context& run, const error& problem);

/// Rolls back the transaction that a failure left open; not after an interruption, when the run no
/// longer waits for the server.
void roll_back_after(run_context& run, const error& problem);

} // namespace dunlin::migrator
