// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace dunlin::test {

/// Notes that the running test case cannot do all of its work here. When nothing in it fails, CTest
/// shows it as skipped: at its end a sentence is printed that tests/CMakeLists.txt waits for. The
/// caller goes on with what can be tested, or returns.
void skip(const std::string& reason);

} // namespace dunlin::test
