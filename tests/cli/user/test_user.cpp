// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>
#include <support/golden.hpp>
#include <support/widget_program.hpp>

using namespace dunlin::test;

TEST_CASE_FIXTURE(widget_program, "users are listed and shown by id and by address") {
    CHECK(dunlin::test::equals_golden(run({"user", "list", "--order-by", "email"}).out,
                                      "cli/user/list.table"));
    CHECK(dunlin::test::equals_golden(
        run({"user", "list", "--order-by", "email", "-o", "json"}).out, "cli/user/list.json"));
    CHECK(run({"user", "get", "ADMIN@example.com", "-o", "csv", "--columns", "id"}).out ==
          "id\n" + admin_id + "\n");
    CHECK(run({"user", "get", admin_id, gopher_id, "-o", "csv", "--columns", "name"}).out ==
          "name\nAda Admin\nUma User\n");
}

TEST_CASE_FIXTURE(widget_program, "all filters of users combine") {
    CHECK(run({"user",         "list",
               "--name",       "uma",
               "--email",      "USER@",
               "--role",       "user",
               "--department", "Engineering",
               "--enabled",    "--created-after",
               "2026-01-01",   "--created-before",
               "2026-01-02",   "--id",
               gopher_id,      "-o",
               "csv",          "--columns",
               "email"})
              .out == "email\nuser@example.com\n");
    CHECK(run({"user", "list", "--all", "--role", "ADMIN", "-o", "csv", "--columns", "name"}).out ==
          "name\nAda Admin\n");
}

TEST_CASE_FIXTURE(widget_program, "a user is created with roles and department, and changed") {
    const auto result = run({"user",         "create",
                             "--name",       "Grace",
                             "--email",      "Grace@Example.com",
                             "--role",       "admin",
                             "--role",       "USER",
                             "--department", "Navy",
                             "--disabled",   "--password-stdin",
                             "--cost",       "4",
                             "--columns",    "name,email,roles,department,enabled",
                             "-o",           "ndjson"},
                            "correct horse\n");
    CHECK(result.exit_code == 0);
    CHECK(result.out == R"({"name":"Grace","email":"grace@example.com","roles":["ADMIN","USER"],)"
                        R"("department":"Navy","enabled":false})"
                        "\n");
    const auto changed =
        run({"user", "update", "grace@example.com", "--no-department", "--enabled", "--role",
             "USER", "--columns", "roles,department,enabled", "-o", "ndjson"});
    CHECK(changed.out == R"({"roles":["USER"],"department":null,"enabled":true})"
                         "\n");
}

TEST_CASE_FIXTURE(widget_program, "mistakes about users have their exit codes") {
    CHECK(run({"user", "get", "nobody@example.com"}).exit_code == 5);
    CHECK(run({"user", "get", wrench_id}).err == "error: user not found: " + wrench_id + "\n");
    CHECK(run({"user", "get", "nobody"}).exit_code == 2);
    const auto taken = run({"user", "update", "user@example.com", "--email", "admin@example.com"});
    CHECK(taken.exit_code == 1);
    CHECK(taken.err == "error: a user with email address admin@example.com or ID " + gopher_id +
                           " already exists\n");
    CHECK(run({"user", "update", "user@example.com"}).exit_code == 2);
    CHECK(run({"user", "update", "user@example.com", "--name", "x", "--if-unmodified-since",
               "2025-01-01"})
              .exit_code == 8);
}

TEST_CASE_FIXTURE(widget_program, "deleting a user says how many widgets go along, and asks") {
    const auto refused = run({"user", "delete", "user@example.com"});
    CHECK(refused.exit_code == 8);
    CHECK(refused.err.starts_with("This deletes 1 user and their 7 widgets in " + place() + ".\n"));
    CHECK(count() == 12);
    const auto no = run_in_terminal({"user", "delete", "user@example.com"}, "n\n");
    CHECK(no.exit_code == 8);
    CHECK(no.out.find("7 widgets") != std::string::npos);
    CHECK(count() == 12);
    const auto yes = run({"user", "delete", "user@example.com", "--yes", "-o", "json"});
    CHECK(yes.out == "{\"schema\":1,\"database\":\"" + address() +
                         "\",\"environment\":null,\"deleted\":[\"" + gopher_id +
                         "\"],\"widgets\":7}\n");
    CHECK(count() == 5);
    CHECK(run({"user", "delete", admin_id, "nobody@example.com", "--yes"}).exit_code == 5);
    CHECK(count() == 5);
}
