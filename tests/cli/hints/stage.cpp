// SPDX-License-Identifier: MIT
#include "stage.hpp"

#include <dunlin/sqldb/connection.hpp>
#include <dunlin/sqldb/query.hpp>

#include <doctest/doctest.h>

#include <filesystem>
#include <regex>

namespace hints_test {
namespace {

constexpr auto select_objects = R"(
SELECT format('%s %s', kind, name)
  FROM (SELECT 'relation' AS kind, oid::regclass::text AS name, relnamespace AS schema FROM pg_class
        UNION ALL
        SELECT 'function', oid::regprocedure::text, pronamespace FROM pg_proc
        UNION ALL
        SELECT 'schema', nspname, oid FROM pg_namespace) AS object
 WHERE schema::regnamespace::text !~ '^(pg_|information_schema)')";

/// The journals are left out: they grow, and steps end with their migration.
constexpr auto select_tables = R"(
SELECT oid::regclass::text
  FROM pg_class
 WHERE relkind = 'r' AND relnamespace::regnamespace::text !~ '^(pg_|information_schema)'
   AND oid::regclass::text NOT IN ('dunlin.events', 'dunlin.steps'))";

void add_rows(dunlin::sqldb::connection& db, const std::string& sql, const std::string& prefix,
              std::set<std::string>& into) {
    const auto rows = db.run(sql, {});
    for (std::size_t i = 0; i < rows.size(); ++i) {
        into.insert(prefix + std::string(rows[i].text(0)));
    }
}

/// A server that is started or stopped rewrites files of its own.
bool is_of_server(const std::string& name) {
    return name.find(".dunlin/") != std::string::npos && !name.ends_with("PG_VERSION");
}

} // namespace

stage::stage()
    : environment{{"DUNLIN_DATABASE", database.url()},
                  {"XDG_STATE_HOME", (folder / ".state").string()}},
      values{{"SLUG", "add_index"},
             {"TABLE", "items"},
             {"FILE", "items.csv"},
             {"SQL", "'SELECT 1'"},
             {"VERSION", "1"},
             {"ID", "5cf37266-3473-4006-984f-9325122678b7"},
             {"USER", "ada@example.com"},
             {"FORMAT", "dunlin"},
             {"REPORT", "parts"},
             {"SHELL", "bash"},
             {"DATABASE", database.name()}} {}

stage::~stage() {
    if (std::filesystem::exists(folder / ".dunlin")) {
        run({"local", "destroy", "--yes"});
    }
}

void stage::execute(const std::string& sql) const {
    dunlin::sqldb::connection(database.config()).run_script(sql);
}

std::string stage::url_through(const std::filesystem::path& socket_folder) const {
    dunlin::sqldb::connection db(database.config());
    const auto user = dunlin::sqldb::query_value<std::string>(db, "SELECT current_user::text");
    return "host=" + socket_folder.string() + " user=" + user + " dbname=" + database.name();
}

dunlin::test::outcome stage::run(const std::vector<std::string>& arguments,
                                 const std::string& input) const {
    return dunlin::test::run_program(
        arguments, {.environment = environment, .input = input, .folder = folder.path()});
}

std::string stage::show(const std::vector<std::string>& arguments, const std::string& input) const {
    const auto outcome = run(arguments, input);
    return outcome.out + outcome.err;
}

dunlin::test::outcome stage::type(const std::string& line) const {
    std::string typed = line;
    for (const auto& [word, value] : values) {
        typed = std::regex_replace(typed, std::regex("\\b" + word + "\\b(?=[^'\"]*$)"), value);
    }
    const std::string program = dunlin::test::dunlin_program().string();
    return dunlin::test::run_program(
        {"-c", "dunlin() { '" + program + "' \"$@\"; }; " + typed},
        {.environment = environment, .folder = folder.path(), .program = "/bin/sh"});
}

std::set<std::string> stage::contents() const {
    std::set<std::string> found;
    dunlin::sqldb::connection db(database.config());
    add_rows(db, select_objects, "", found);
    const auto tables = db.run(select_tables, {});
    for (std::size_t i = 0; i < tables.size(); ++i) {
        const std::string table(tables[i].text(0));
        // A ledger's row that is corrected is still there.
        const bool is_ledger = table == "dunlin.migrations";
        add_rows(db,
                 "SELECT " + std::string(is_ledger ? "version" : "t::text") + " FROM " + table +
                     " AS t",
                 table + ": ", found);
    }
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder.path())) {
        const std::string name = entry.path().lexically_relative(folder.path()).string();
        if (!is_of_server(name)) {
            found.insert("file " + name);
        }
    }
    return found;
}

void write_two(const stage& stage) {
    stage.write("migrations/1_first.sql",
                "CREATE TABLE a (id int);\nINSERT INTO a VALUES (1);\n-- dunlin:down\n"
                "DROP TABLE a;\n");
    stage.write("migrations/2_second.sql", "CREATE TABLE b ();\n-- dunlin:down\nDROP TABLE b;\n");
}

void apply_two(const stage& stage) {
    write_two(stage);
    const auto run = stage.run({"migrate", "up"});
    REQUIRE_MESSAGE(run.exit_code == 0, run.err);
}

} // namespace hints_test
