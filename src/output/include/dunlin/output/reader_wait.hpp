// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>

namespace dunlin {
class interruption;
}

namespace dunlin::output {

/// What ends the wait for a reader of a pipe or FIFO.
struct reader_wait {
    const interruption* stop = nullptr; ///< a signal; must outlive whoever waits; null: none
    std::chrono::milliseconds limit{0}; ///< how long one wait may take; 0: no limit
};

} // namespace dunlin::output
