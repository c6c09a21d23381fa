// SPDX-License-Identifier: MIT
#pragma once

#include <doctest/doctest.h>
#include <support/database.hpp>
#include <support/json_schema.hpp>
#include <support/program.hpp>
#include <support/temporary_folder.hpp>

#include <sstream>
#include <string>
#include <vector>

namespace dunlin::test {

inline std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);) {
        lines.push_back(line);
    }
    return lines;
}

/// Fails the test case unless the text is valid by one of the definitions.
inline void check_valid(const std::string& text, const std::vector<std::string>& definitions,
                        const std::string& what) {
    std::string problems;
    for (const auto& definition : definitions) {
        const auto found = find_violations(text, definition);
        if (found.empty()) {
            return;
        }
        problems += found.front() + "\n";
    }
    FAIL_CHECK(what, ":\n", problems, text.substr(0, 2000));
}

} // namespace dunlin::test
