// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <stdexcept>
#include <thread>

namespace dunlin::test {

/// Asks again and again until the condition holds. Throws after two minutes, so that a test whose
/// condition never comes true fails and does not hang.
template <class Condition> void wait_until(Condition holds) {
    using namespace std::chrono_literals;
    const auto end = std::chrono::steady_clock::now() + 2min;
    while (!holds()) {
        if (std::chrono::steady_clock::now() >= end) {
            throw std::runtime_error("what a test waits for has not happened within two minutes");
        }
        std::this_thread::sleep_for(5ms);
    }
}

} // namespace dunlin::test
