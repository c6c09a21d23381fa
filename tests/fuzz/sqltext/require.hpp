// SPDX-License-Identifier: MIT
#pragma once

#include <cstdlib>

/// Ends the program where an invariant does not hold, so that libFuzzer keeps the input.
inline void require(bool holds) {
    if (!holds) {
        std::abort();
    }
}
