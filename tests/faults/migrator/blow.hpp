// SPDX-License-Identifier: MIT
#pragma once

#include "world.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace faults {

/// What happens to a run when a certain protocol message passes.
enum class blow { cut_before, cut_after, stall, kill, terminate, interrupt, lose_lock };

std::string_view to_string(blow blow) noexcept;

/// A blow and the number of the message that it falls on.
struct hit {
    std::size_t message = 0;
    blow kind = blow::cut_before;
};

/// One run that is hit, and what must be true afterwards.
struct scenario {
    std::string name;
    std::string start;              ///< the database that each run begins with a copy of
    std::vector<std::string> words; ///< after `dunlin migrate`
    std::string expected;           ///< the digest at the end
};

/// How many protocol messages the scenario's run exchanges when nothing happens to it.
std::size_t count_messages(world& here, const scenario& scenario);

/// Hits the run, with a second hit the next one too, then lets the same command and `up` run to
/// their ends and compares. Empty when all is as it must be, otherwise what was wrong.
std::string strike(world& here, const scenario& scenario, const std::vector<hit>& hits);

} // namespace faults
