// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/sqldb/connection.hpp>
#include <dunlin/sqldb/query.hpp>

#include <support/database.hpp>
#include <support/program.hpp>
#include <support/temporary_folder.hpp>

#include <string>
#include <utility>
#include <vector>

/// `dunlin schema` in an empty folder, against a database of its own.
class schema_program {
public:
    [[nodiscard]] dunlin::test::outcome run(std::vector<std::string> arguments) const {
        return run_on(database, std::move(arguments));
    }
    [[nodiscard]] dunlin::test::outcome run_on(const dunlin::test::test_database& other,
                                               std::vector<std::string> arguments) const {
        arguments.insert(arguments.begin(), "schema");
        return start(other, std::move(arguments));
    }
    /// With the verb among the arguments.
    [[nodiscard]] dunlin::test::outcome start(const dunlin::test::test_database& other,
                                              const std::vector<std::string>& arguments) const {
        return dunlin::test::run_program(
            arguments,
            {.environment = {{"DUNLIN_DATABASE", other.url()}}, .folder = folder.path()});
    }
    [[nodiscard]] dunlin::test::outcome psql(const dunlin::test::test_database& other,
                                             const std::string& file) const {
        return dunlin::test::run_program(
            {"-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", other.url(), "-f", file},
            {.folder = folder.path(), .program = "/usr/bin/psql"});
    }
    [[nodiscard]] std::string fingerprint(const dunlin::test::test_database& other) const {
        return run_on(other, {"fingerprint"}).out;
    }
    void execute(const std::string& script) const {
        dunlin::sqldb::connection(database.config()).run_script(script);
    }

    dunlin::test::test_database database;
    dunlin::test::temporary_folder folder;
};

inline bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

/// Tables, a view, a function, a partition and foreign keys in a circle.
inline constexpr auto sample_schema = R"(
CREATE TYPE mood AS ENUM ('sad', 'happy');
CREATE TABLE birds (id int PRIMARY KEY, name text NOT NULL UNIQUE, mood mood DEFAULT 'happy', mate int);
CREATE TABLE nests (id serial PRIMARY KEY, bird int REFERENCES birds);
ALTER TABLE birds ADD FOREIGN KEY (mate) REFERENCES nests;
CREATE VIEW happy AS SELECT name FROM birds WHERE mood = 'happy';
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER touch BEFORE UPDATE ON birds FOR EACH ROW EXECUTE FUNCTION touch();
CREATE TABLE seen (at date) PARTITION BY RANGE (at);
CREATE TABLE seen_2020 PARTITION OF seen FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
COMMENT ON TABLE birds IS 'all of them';
)";
