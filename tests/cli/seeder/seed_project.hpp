// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/sqldb/connection.hpp>
#include <dunlin/sqldb/query.hpp>

#include <support/database.hpp>
#include <support/program.hpp>
#include <support/temporary_folder.hpp>

#include <string>
#include <vector>

namespace dunlin::test {

/// A project folder with seeds and a database with one table for them.
class seed_project {
public:
    seed_project() : db_(database_.config()) {
        db_.run_script("CREATE TABLE owners (owner_id int PRIMARY KEY, name text NOT NULL)");
        folder_.write("seed/1_owners.sql",
                      "INSERT INTO owners VALUES (1, 'Ada'), (2, 'Bo') ON CONFLICT DO NOTHING;\n");
    }

    outcome seed(std::vector<std::string> arguments, std::string input = {}) const {
        std::vector<std::string> all{"seed", "-d", database_.url()};
        all.insert(all.end(), arguments.begin(), arguments.end());
        return run_program(all, {.input = std::move(input), .folder = folder_.path()});
    }
    std::string value(std::string_view sql) {
        return dunlin::sqldb::query_value<std::string>(db_, sql);
    }
    dunlin::sqldb::connection& db() { return db_; }
    const temporary_folder& folder() const { return folder_; }
    std::string url() const { return database_.url(); }
    const std::string& database_name() const { return database_.name(); }

private:
    test_database database_;
    dunlin::sqldb::connection db_;
    temporary_folder folder_;
};

} // namespace dunlin::test
