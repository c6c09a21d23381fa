// SPDX-License-Identifier: MIT
#include "stage.hpp"

#include <support/golden.hpp>

#include <filesystem>

namespace hints_test {
namespace {

std::string new_project(stage& stage) {
    const std::string printed = stage.show({"init"});
    return printed + stage.folder.read("dunlin.toml") + stage.folder.read("seed/greetings.sql");
}

void copy_widget_migrations(const stage& stage) {
    std::filesystem::copy(dunlin::test::source_path("migrations"), stage.folder / "migrations");
}

std::string old_tables(stage& stage) {
    copy_widget_migrations(stage);
    stage.run({"migrate", "up", "--to", "1.05"});
    return stage.show({"widget", "list"});
}

std::string seed_of_nothing(stage& stage) {
    stage.write("seed/a.sql", "SELECT 1;\n");
    stage.write("x.csv", "id\n1\n");
    write_two(stage);
    return stage.show({"seed", "apply", "nosuch"}) + stage.show({"seed", "--set", "nosuch"}) +
           stage.show({"seed", "load", "nosuch", "x.csv"}) +
           stage.show({"seed", "load", "nosuch", "seed/a.sql"});
}

} // namespace

std::vector<scene> other_scenes() {
    return {
        {"a new project", new_project},
        {"config check without a file",
         [](stage& stage) {
             return stage.show({"config", "check"});
         }},
        {"seeds that are not there", seed_of_nothing},
        {"a pipe in the folder of seeds",
         [](stage& stage) {
             stage.execute("CREATE TABLE items (id int)");
             stage.write("items.csv", "id\n1\n");
             std::filesystem::create_directory(stage.folder / "seed");
             std::filesystem::create_symlink("/dev/null", stage.folder / "seed/items.csv");
             return stage.show({"seed"});
         }},
        {"widgets without tables",
         [](stage& stage) {
             copy_widget_migrations(stage);
             return stage.show({"widget", "list"});
         }},
        {"widgets with old tables", old_tables},
        {"widget update without changes",
         [](stage& stage) {
             return stage.show({"widget", "update", "5cf37266-3473-4006-984f-9325122678b7"});
         }},
        {"user update without changes",
         [](stage& stage) {
             return stage.show({"user", "update", "ada@example.com"});
         }},
        {"widget export as a table",
         [](stage& stage) {
             copy_widget_migrations(stage);
             stage.run({"migrate", "up"});
             return stage.show({"widget", "export", "--format", "table"});
         }},
        {"widgets in tables that dunlin did not create",
         [](stage& stage) {
             old_tables(stage);
             stage.execute("DROP SCHEMA dunlin CASCADE");
             return stage.show({"widget", "list"});
         }},
        {"a schema that is written as SQL",
         [](stage& stage) {
             return stage.show({"schema", "dump"});
         }},
        {"a file that is no fingerprint",
         [](stage& stage) {
             stage.write("print", "nonsense\n");
             return stage.show({"schema", "fingerprint", "--check", "print"});
         }},
        {"an object that is not there",
         [](stage& stage) {
             return stage.show({"schema", "show", "nosuchobject"});
         }},
        {"migrate up of a superuser",
         [](stage& stage) {
             write_two(stage);
             return stage.show({"migrate", "up"});
         }},
    };
}

} // namespace hints_test
