// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/sqldb/connection.hpp>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>
#include <support/database.hpp>
#include <support/program.hpp>
#include <support/temporary_folder.hpp>

#include <map>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace observe_test {

inline bool contains(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

/// Stands in statements, URLs and passwords of these tests, and must come out nowhere.
inline const std::string secret = "s3cret";

/// A folder with migrations/ and an empty database.
struct project {
    dunlin::test::temporary_folder folder;
    dunlin::test::test_database database;

    void write(const std::string& name, std::string_view text) const {
        folder.write("migrations/" + name, text);
    }
    dunlin::test::outcome run(const std::vector<std::string>& arguments,
                              std::map<std::string, std::string> more = {}) const {
        more.emplace("DUNLIN_DATABASE", database.url());
        return dunlin::test::run_program(arguments, {.environment = more, .folder = folder.path()});
    }
};

inline void write_two(const project& p) {
    p.write("1_first.sql", "CREATE TABLE a (t text);\nINSERT INTO a VALUES ('" + secret +
                               "');\n-- dunlin:down\nDROP TABLE a;\n");
    p.write("2_second.sql",
            "CREATE INDEX CONCURRENTLY i ON a (t);\n-- dunlin:down\nDROP INDEX i;\n");
}

inline std::vector<nlohmann::json> json_lines(const std::string& text) {
    std::vector<nlohmann::json> all;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        all.push_back(nlohmann::json::parse(line));
    }
    return all;
}

} // namespace observe_test
