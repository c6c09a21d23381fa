// SPDX-License-Identifier: MIT
#pragma once

#include "run_context.hpp"

#include <cstdint>
#include <optional>

namespace dunlin::migrator {

/// The hint where it cannot be found out how a migration ended.
inline constexpr auto ask_later = "run `dunlin status` when the server is reachable again";

/// How a migration ended whose message was sent and not answered.
enum class ending { committed, undone };

/// Connects anew (for up to a minute, while a server restarts), waits until the lost session has
/// ended on the server, and reads the ledger. Throws error(in_doubt) when the server cannot be
/// reached, error(locked) when the session does not end or another runner went to work meanwhile.
ending find_ending(run_context& run, const plan_step& step);

/// The same by a connection of its own that no signal stops, for a run that was told to stop: no
/// longer than a few seconds; nullopt when it could not be found out.
std::optional<ending> find_ending_quickly(run_context& run, const plan_step& step);

/// Opens a session for the remaining steps, after find_ending_quickly() has found this one
/// committed. Throws what find_ending() throws.
void reconnect_after(run_context& run, const plan_step& step);

std::int64_t highest_rank(const ledger_state& recorded);
/// Whether the row that a step writes has a rank: up always, down where the table keeps the row.
bool has_rank(const ledger& ledger, const plan_step& step);

} // namespace dunlin::migrator
