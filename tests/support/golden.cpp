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
    std::string actual_line;
    std::string expected_line;
    for (int line = 1;; ++line) {
        const bool more = static_cast<bool>(std::getline(left, actual_line));
        const bool more_expected = static_cast<bool>(std::getline(right, expected_line));
        if (!more && !more_expected) {
            return;
        }
        if (more != more_expected || actual_line != expected_line) {
            std::cerr << file << ":" << line << ": expected \""
                      << (more_expected ? expected_line : "(end)") << "\", got \""
                      << (more ? actual_line : "(end)") << "\"\n";
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

std::string replaced(std::string text, std::string_view from, std::string_view to) {
    for (std::size_t at = text.find(from); at != std::string::npos;
         at = text.find(from, at + to.size())) {
        text.replace(at, from.size(), to);
    }
    return text;
}

} // namespace dunlin::test
