// SPDX-License-Identifier: MIT
#pragma once

#include "apply/message.hpp"

#include <dunlin/sqldb/error.hpp>

#include <cstddef>
#include <string>

namespace dunlin::migrator {

/// Throws what went wrong in a message as an error of the script: with file, line and column and
/// the failing statement. A failure after the script (a deferred constraint at COMMIT, the ledger
/// row, the runner lock) says so.
[[noreturn]] void throw_message_failure(const sqldb::sql_error& problem, const message& sent,
                                        const prepared_script& script);

/// Throws, with the place in the verify script, when that failed. `statements_in_front` statements
/// of the message precede its SAVEPOINT.
void throw_if_verify_failed(const sqldb::sql_error& problem, const message& sent,
                            const prepared_script& script, std::size_t statements_in_front);

/// Likewise for a part of a script that was sent by itself; `index` is that of the statement in the
/// script.
[[noreturn]] void throw_part_failure(const sqldb::sql_error& problem, const prepared_script& script,
                                     const sent_part& sent, std::size_t index);

inline constexpr auto lost_lock_message = "the connection that held the runner lock was lost";

/// Throws error(locked) when the server's message is that of the precondition that found the runner
/// lock free. An empty aftermath is left to the caller.
void throw_if_lock_lost(const sqldb::sql_error& problem, std::string aftermath);

/// "Migration 1.07 was not applied."
std::string nothing_kept(const prepared_script& script);

} // namespace dunlin::migrator
