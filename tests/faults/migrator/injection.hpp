// SPDX-License-Identifier: MIT
#pragma once

#include "fixture.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace faults {

/// What happens to a run at one of its protocol messages.
enum class fault { cut_before, cut_after, stall, kill, terminate, interrupt, lose_lock };

std::string_view to_string(fault fault) noexcept;

/// A fault, and the number of the protocol message at which it is injected.
struct injection {
    std::size_t message = 0;
    fault kind = fault::cut_before;
};

/// A run that faults are injected into, and what must be true afterwards.
struct scenario {
    std::string name;
    std::string start;              ///< the database that each run begins with a copy of
    std::vector<std::string> words; ///< after `dunlin migrate`
    std::string expected;           ///< the digest at the end
};

/// How many protocol messages the scenario's run exchanges when nothing happens to it.
std::size_t count_messages(fixture& fixture, const scenario& scenario);

/// Runs the scenario once for each injection, then the same command and `up` without faults, and
/// compares the digests. Returns an empty string, or what was wrong.
std::string inject(fixture& fixture, const scenario& scenario,
                   const std::vector<injection>& injections);

} // namespace faults
