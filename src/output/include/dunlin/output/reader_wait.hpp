// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>

namespace dunlin {
class interruption;
}

namespace dunlin::output {

/// What ends a wait for the reader of a pipe or FIFO.
struct reader_wait {
    const interruption* stop = nullptr; ///< must outlive the wait; null: not interruptible
    std::chrono::milliseconds limit{0}; ///< maximum time of one wait; 0: no limit
};

} // namespace dunlin::output
