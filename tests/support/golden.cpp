// SPDX-License-Identifier: MIT
#include "golden.hpp"

#include <dunlin/base/file.hpp>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>

namespace dunlin::test {
namespace {

void print_first_difference(const std::string& text, const std::string& expected,
                            const std::string& file) {
    std::istringstream left(text);
    std::istringstream right(expected);
    std::string got;
    std::string wanted;
    for (int line = 1;; ++line) {
        const bool more = static_cast<bool>(std::getline(left, got));
        const bool more_wanted = static_cast<bool>(std::getline(right, wanted));
        if (!more && !more_wanted) {
            return;
        }
        if (more != more_wanted || got != wanted) {
            std::cerr << file << ":" << line << ": expected \"" << (more_wanted ? wanted : "(end)")
                      << "\", got \"" << (more ? got : "(end)") << "\"\n";
            return;
        }
    }
}

} // namespace

std::string source_path(std::string_view name) {
    return (std::filesystem::path(DUNLIN_SOURCE_FOLDER) / name).string();
}

bool equals_golden(const std::string& text, std::string_view name) {
    const std::string file = source_path("tests/data/" + std::string(name));
    if (std::getenv("DUNLIN_UPDATE_GOLDEN") != nullptr) {
        std::filesystem::create_directories(std::filesystem::path(file).parent_path());
        std::ofstream(file, std::ios::binary) << text;
        return true;
    }
    const std::string expected = dunlin::read_file(file);
    if (text != expected) {
        print_first_difference(text, expected, file);
    }
    return text == expected;
}

std::string replaced(std::string text, std::string_view what, std::string_view with) {
    for (std::size_t at = text.find(what); at != std::string::npos;
         at = text.find(what, at + with.size())) {
        text.replace(at, what.size(), with);
    }
    return text;
}

} // namespace dunlin::test
