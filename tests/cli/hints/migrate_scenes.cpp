// SPDX-License-Identifier: MIT
#include "stage.hpp"

#include <doctest/doctest.h>
#include <support/proxy.hpp>
#include <support/server.hpp>

#include <atomic>
#include <filesystem>

namespace hints_test {
namespace {

constexpr auto two_steps = "CREATE TABLE c (id int);\n"
                           "CREATE INDEX CONCURRENTLY c_id ON c (id);\n"
                           "CREATE INDEX CONCURRENTLY c_no ON c (nothing);\n"
                           "-- dunlin:down\nDROP TABLE c;\n";

void remove(const stage& stage, const std::string& name) {
    std::filesystem::remove(stage.folder / name);
}

std::string missing_file(stage& stage) {
    apply_two(stage);
    remove(stage, "migrations/1_first.sql");
    return stage.show({"migrate", "up"}) + stage.show({"status"});
}

std::string renumbered_file(stage& stage) {
    apply_two(stage);
    std::filesystem::rename(stage.folder / "migrations/1_first.sql",
                            stage.folder / "migrations/3_first.sql");
    return stage.show({"migrate", "up"});
}

std::string renumbered_since_a_revision(stage& stage) {
    apply_two(stage);
    const auto in_shell = [&](const std::string& line) {
        REQUIRE(dunlin::test::run_program({"-c", line}, {.environment = {{"HOME", "/nowhere"}},
                                                         .folder = stage.folder.path(),
                                                         .program = "/bin/sh"})
                    .exit_code == 0);
    };
    in_shell(
        "git init -q . && git add migrations && git -c user.name=a -c user.email=a@example.com "
        "commit -qm a");
    std::filesystem::rename(stage.folder / "migrations/1_first.sql",
                            stage.folder / "migrations/3_first.sql");
    return stage.show({"migrate", "check", "--against", "HEAD"});
}

std::string changed_file(stage& stage) {
    apply_two(stage);
    stage.write("migrations/1_first.sql", "CREATE TABLE a2 ();\n");
    return stage.show({"migrate", "up"});
}

std::string unfinished_without_file(stage& stage) {
    apply_two(stage);
    stage.write("migrations/3_steps.sql", two_steps);
    stage.run({"migrate", "up"});
    remove(stage, "migrations/3_steps.sql");
    return stage.show({"migrate", "up"});
}

std::string stopped_between_steps(stage& stage) {
    apply_two(stage);
    stage.write("migrations/3_steps.sql", two_steps);
    return stage.show({"migrate", "up"});
}

std::string stopped_before_steps(stage& stage) {
    apply_two(stage);
    stage.write("migrations/3_steps.sql", "-- dunlin:no-transaction\nDROP INDEX nowhere;\n");
    return stage.show({"migrate", "up"});
}

std::string changed_between_steps(stage& stage) {
    stopped_between_steps(stage);
    stage.write("migrations/3_steps.sql", "CREATE TABLE other ();\n"
                                          "CREATE INDEX CONCURRENTLY c_id2 ON c (id);\n");
    return stage.show({"migrate", "up"});
}

std::string revert_stopped(stage& stage) {
    apply_two(stage);
    stage.write("migrations/3_steps.sql",
                "CREATE TABLE c (id int);\nCREATE INDEX c_id ON c (id);\n-- dunlin:down\n"
                "DROP INDEX CONCURRENTLY c_id;\nDROP INDEX CONCURRENTLY c_no;\nDROP TABLE c;\n");
    stage.run({"migrate", "up"});
    const std::string stopped = stage.show({"migrate", "down"});
    return stopped + stage.show({"migrate", "up"});
}

/// The index of the interrupted step is there, with another definition.
std::string undecided_step(stage& stage) {
    stopped_between_steps(stage);
    stage.execute("UPDATE dunlin.steps SET state = 'intent', done_at = NULL WHERE statement LIKE "
                  "'%c_id%'; DROP INDEX c_id; CREATE INDEX c_id ON c ((id + 1))");
    return stage.show({"migrate", "up"});
}

std::string failed_redo(stage& stage) {
    stage.write("migrations/1_first.sql", "CREATE TABLE a ();\n-- dunlin:down\nDROP TABLE a;\n"
                                          "CREATE TABLE b ();\n");
    stage.run({"migrate", "up"});
    stage.write("migrations/1_first.sql",
                "CREATE TABLE a ();\nCREATE TABLE b ();\n-- dunlin:down\nDROP TABLE a;\n"
                "CREATE TABLE b ();\n");
    return stage.show({"migrate", "redo"});
}

std::string hooks_after_commit(stage& stage, const char* hook, const char* verb) {
    stage.write("migrations/V1__a.sql", "CREATE TABLE a ();\n");
    stage.write("migrations/U1__a.sql", "DROP TABLE a;\n");
    stage.write("migrations/V2__b.sql", "CREATE TABLE b ();\n");
    stage.write("migrations/U2__b.sql", "DROP TABLE b;\n");
    if (std::string_view(verb) == "down") {
        stage.run({"migrate", "up"});
    }
    stage.write(std::string("migrations/") + hook, "VACUUM a; VACUUM nowhere;\n");
    return stage.show({"migrate", verb});
}

std::string other_history(stage& stage) {
    stage.write("migrations/1_a.up.sql", "CREATE TABLE a ();\n");
    stage.write("migrations/1_a.down.sql", "DROP TABLE a;\n");
    stage.run({"migrate", "up", "--source-format", "sqlx", "--ledger", "sqlx"});
    return stage.show({"migrate", "repair", "--realign", "1"});
}

std::string history_of_other_format(stage& stage) {
    stage.write("migrations/00001_a.sql", "-- +goose Up\nCREATE TABLE a ();\n");
    stage.write("migrations/00002_b.sql", "-- +goose Up\nCREATE TABLE b ();\n");
    stage.execute("CREATE TABLE schema_migrations (version bigint PRIMARY KEY, dirty boolean NOT "
                  "NULL); INSERT INTO schema_migrations VALUES (2, false)");
    return stage.show({"migrate", "up"});
}

std::string adopted_without_file(stage& stage) {
    history_of_other_format(stage);
    stage.execute("UPDATE schema_migrations SET version = 20240101");
    return stage.show({"migrate", "adopt", "--from", "golang-migrate"});
}

std::string many_changed_files(stage& stage) {
    for (const char* content : {"SELECT 1;\n", "SELECT 2;\n"}) {
        for (int number = 1; number <= 12; ++number) {
            stage.write("migrations/" + std::to_string(number) + "_a.sql", content);
        }
        stage.run({"migrate", "up"});
    }
    return stage.show({"migrate", "up"});
}

/// Migration 1 is recorded in dunlin's table.
void apply_first_of_sqlx(const stage& stage) {
    stage.write("migrations/1_a.up.sql", "CREATE TABLE a ();\n");
    stage.write("migrations/1_a.down.sql", "DROP TABLE a;\n");
    stage.run({"migrate", "up", "--source-format", "sqlx"});
}

std::string own_history_with_other_ledger(stage& stage) {
    apply_first_of_sqlx(stage);
    return stage.show({"migrate", "up", "--source-format", "sqlx", "--ledger", "sqlx"});
}

std::string script_about_other_table(stage& stage) {
    apply_first_of_sqlx(stage);
    stage.write("migrations/2_b.up.sql", "DELETE FROM _sqlx_migrations;\n");
    stage.write("migrations/2_b.down.sql", "SELECT 1;\n");
    return stage.show({"migrate", "up", "--source-format", "sqlx"});
}

/// The server is gone from the moment of the commit on.
std::string lost_at_commit(stage& stage) {
    write_two(stage);
    const auto folder = std::make_shared<dunlin::test::temporary_folder>();
    const auto gone = std::make_shared<std::atomic<bool>>(false);
    stage.props.push_back(folder);
    stage.props.push_back(std::make_shared<dunlin::test::proxy>(
        dunlin::test::server_socket(), folder->path(),
        [gone](const dunlin::test::wire_message& message) {
            *gone = *gone || message.body.find("CREATE TABLE a") != std::string_view::npos;
            return *gone ? dunlin::test::verdict::cut_before : dunlin::test::verdict::forward;
        }));
    stage.environment["DUNLIN_DATABASE"] = stage.url_through(folder->path());
    const std::string printed = stage.show({"--timeout", "100ms", "migrate", "up"});
    stage.environment["DUNLIN_DATABASE"] = stage.database.url();
    return printed;
}

} // namespace

std::vector<scene> migrate_scenes() {
    return {
        {"a missing file", missing_file},
        {"a renumbered file", renumbered_file, {"dunlin.migrations: 1"}},
        {"a file that was renumbered since a revision",
         renumbered_since_a_revision,
         {"dunlin.migrations: 1"}},
        {"a changed file", changed_file},
        {"many changed files", many_changed_files},
        {"a history of dunlin's, another tool's ledger", own_history_with_other_ledger},
        {"a script about another tool's table", script_about_other_table},
        {"an unfinished migration without a file", unfinished_without_file},
        {"a migration that stopped between two steps", stopped_between_steps},
        {"a migration that stopped before its first step", stopped_before_steps},
        {"a migration that was changed between two steps", changed_between_steps},
        {"a revert that stopped between two steps",
         revert_stopped,
         {"dunlin.migrations: 3", "relation c"}},
        {"a step that may have taken effect", undecided_step},
        {"a redo that failed after its revert", failed_redo},
        {"a hook that failed after up",
         [](stage& stage) { return hooks_after_commit(stage, "afterEachMigrate.sql", "up"); }},
        {"a revert of an unknown version",
         [](stage& stage) {
             apply_two(stage);
             return stage.show({"migrate", "to", "7"}) +
                    stage.show({"migrate", "repair", "--mark", "7"});
         }},
        {"a migration to renumber that is not there",
         [](stage& stage) {
             write_two(stage);
             return stage.show({"migrate", "renumber", "7"});
         }},
        {"a history of another tool", other_history},
        {"a history of another tool, files of a third", history_of_other_format},
        {"an adopted version without a file", adopted_without_file},
        {"a baseline on a history",
         [](stage& stage) {
             apply_two(stage);
             return stage.show({"migrate", "baseline", "1"});
         }},
        {"no folder",
         [](stage& stage) {
             return stage.show({"migrate", "up"});
         }},
        {"an empty folder",
         [](stage& stage) {
             std::filesystem::create_directory(stage.folder / "migrations");
             return stage.show({"migrate", "up"});
         }},
        {"a connection lost at the commit", lost_at_commit},
        {"pending migrations",
         [](stage& stage) {
             write_two(stage);
             return stage.show({"status", "--report", "github"});
         }},
    };
}

} // namespace hints_test
