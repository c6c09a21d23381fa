// SPDX-License-Identifier: MIT
#pragma once

#include <support/database.hpp>
#include <support/program.hpp>
#include <support/temporary_folder.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace migrate_test {

inline bool contains(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

/// A folder with migrations/ and an empty database.
struct project {
    dunlin::test::temporary_folder folder;
    dunlin::test::test_database database;

    void write(const std::string& name, std::string_view text) const {
        folder.write("migrations/" + name, text);
    }
    [[nodiscard]] dunlin::test::surroundings surroundings() const {
        return {.environment = {{"DUNLIN_DATABASE", database.url()}}, .folder = folder.path()};
    }
    dunlin::test::outcome run(const std::vector<std::string>& arguments) const {
        return dunlin::test::run_program(arguments, surroundings());
    }
};

/// 1 and 2, with down scripts.
inline void write_two(const project& p) {
    p.write("1_first.sql", "CREATE TABLE a ();\n-- dunlin:down\nDROP TABLE a;\n");
    p.write("2_second.sql", "CREATE TABLE b ();\n-- dunlin:down\nDROP TABLE b;\n");
}

} // namespace migrate_test
