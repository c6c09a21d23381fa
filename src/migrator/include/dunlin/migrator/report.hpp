// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/migrator/source.hpp>

#include <chrono>
#include <cstddef>
#include <string>
#include <vector>

namespace dunlin::migrator {

/// One migration that ran.
struct outcome {
    std::string version;
    std::string description;
    migrator::direction direction = direction::up;
    std::chrono::microseconds duration{0};
    std::size_t steps = 1;          ///< transactions and single statements that it took
    std::string shown_version = {}; ///< for people
};

/// What a run did. `applied` is in order; empty when there was nothing to do.
struct report {
    migrator::direction direction = direction::up;
    std::vector<outcome> applied;
    std::string current;       ///< the newest applied version, empty when there is none
    std::string shown_current; ///< the same for people
    std::size_t pending = 0;
    std::chrono::microseconds duration{0};
    bool as_superuser = false; ///< whether the session is a superuser's
    std::string protected_as;  ///< as the ledger has it now, see settings
};

} // namespace dunlin::migrator
