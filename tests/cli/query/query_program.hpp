// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/sqldb/connection.hpp>
#include <dunlin/sqldb/copy.hpp>
#include <dunlin/sqldb/query.hpp>

#include <support/database.hpp>
#include <support/program.hpp>
#include <support/temporary_folder.hpp>

#include <string>
#include <utility>
#include <vector>

/// `dunlin query` in an empty folder, against a database of its own.
class query_program {
public:
    /// Runs `dunlin query` with these arguments and, for the program, this input.
    [[nodiscard]] dunlin::test::outcome run(std::vector<std::string> arguments,
                                            dunlin::test::surroundings where = {}) const {
        return dunlin::test::run_program(complete(std::move(arguments)), at_home(std::move(where)));
    }

    [[nodiscard]] dunlin::test::outcome
    run_in_terminal(std::vector<std::string> arguments, int columns,
                    dunlin::test::surroundings where = {}) const {
        return dunlin::test::run_in_terminal(complete(std::move(arguments)), columns,
                                             at_home(std::move(where)));
    }

    void execute(const std::string& script) const {
        dunlin::sqldb::connection(database.config()).run_script(script);
    }

    [[nodiscard]] std::string value(const std::string& sql) const {
        dunlin::sqldb::connection db(database.config());
        return dunlin::sqldb::query_value<std::string>(db, sql);
    }

    [[nodiscard]] std::vector<std::string> complete(std::vector<std::string> arguments) const {
        arguments.insert(arguments.begin(), "query");
        return arguments;
    }

    [[nodiscard]] dunlin::test::surroundings at_home(dunlin::test::surroundings where) const {
        where.environment.emplace("DUNLIN_DATABASE", database.url());
        if (where.folder.empty()) {
            where.folder = folder.path();
        }
        return where;
    }

    dunlin::test::test_database database;
    dunlin::test::temporary_folder folder;
};

inline bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}
