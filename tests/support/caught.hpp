// SPDX-License-Identifier: MIT
#pragma once

#include <doctest/doctest.h>

namespace dunlin::test {

/// The error that a call throws. The test case fails and ends when it throws none, or one of
/// another type.
template <class Error, class Call> Error caught(Call&& call) {
    try {
        call();
    } catch (const Error& problem) {
        return problem;
    }
    FAIL("nothing was thrown");
    throw 0; // FAIL has thrown; the compiler cannot know
}

} // namespace dunlin::test
