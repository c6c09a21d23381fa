// SPDX-License-Identifier: MIT
#include "foreign_settings.hpp"

#include <doctest/doctest.h>

#include <string>
#include <utility>
#include <vector>

using dunlin::local::setting_of_line;

TEST_CASE("a line's setting is read as the server reads it") {
    const std::vector<std::pair<std::string, std::string>> lines{
        {"", ""},
        {"   \t\r", ""},
        {"# work_mem = 4MB", ""},
        {"work_mem = 4MB", "work_mem"},
        {"work_mem 4MB", "work_mem"},
        {"work_mem=4MB", "work_mem"},
        {"\t \rWork_Mem\t4MB # note", "work_mem"},
        {"archive_command'cp %p /x'", "archive_command"},
        {"archive_command#", "archive_command"},
        {"plperl.on_init = 'x'", "plperl.on_init"},
        {"INCLUDE_if_exists 'x'", "include_if_exists"},
        {"= 4MB", ""},
        {"'archive_command' = 'x'", ""},
    };
    for (const auto& [line, name] : lines) {
        CHECK_MESSAGE(setting_of_line(line) == name, line);
    }
}
