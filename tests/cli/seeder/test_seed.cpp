// SPDX-License-Identifier: MIT
#include "seed_project.hpp"

#include <doctest/doctest.h>

#include <filesystem>

using dunlin::test::seed_project;

TEST_CASE_FIXTURE(seed_project,
                  "seed prints what each file did, and does nothing the second time") {
    const auto first = seed({});
    CHECK(first.exit_code == 0);
    CHECK(first.out.find("default | seed/1_owners.sql |        2 |") != std::string::npos);
    CHECK(first.err == "seeded 1 file in " + dunlin::test::shown(url()) + ": 2 rows inserted\n");
    const auto second = seed({"apply", "-o", "json"});
    CHECK(second.exit_code == 0);
    CHECK(second.err == "");
    CHECK(second.out.find(R"("total":{"inserted":0,"updated":0,"skipped":2,"deleted":0}})") !=
          std::string::npos);
}

TEST_CASE_FIXTURE(seed_project, "sets and files run in the order of the command line") {
    folder().write("seed/demo/owners.csv", "owner_id,name\n3,Cy\n");
    folder().write("more.sql", "DELETE FROM owners WHERE owner_id = 3;");
    const auto done = seed({"--set", "demo", "--set", "default", "more.sql", "-o", "ndjson"});
    CAPTURE(done.err);
    CHECK(done.exit_code == 0);
    const auto demo = done.out.find("seed/demo/owners.csv");
    const auto usual = done.out.find("seed/1_owners.sql");
    const auto more = done.out.find("more.sql");
    CHECK((demo < usual && usual < more && more != std::string::npos));
    CHECK(value("SELECT string_agg(name, ',' ORDER BY owner_id) FROM owners") == "Ada,Bo");
    CHECK(seed({"--set", "dmeo"}).exit_code == 5);
}

TEST_CASE_FIXTURE(seed_project, "the name of a set in the place of a file is told its option") {
    folder().write("seed/demo/owners.csv", "owner_id,name\n3,Cy\n");
    folder().write("notes.md", "");
    const auto set = seed({"demo"});
    CHECK(set.exit_code == 2);
    CHECK(set.err == "error: no such seed file: demo\nhint: to load a seed set, use --set demo\n");
    CHECK(seed({"apply", "default"}).err.find("use --set default") != std::string::npos);
    const auto nothing = seed({"nosuchset"});
    CHECK(nothing.exit_code == 2);
    CHECK(nothing.err.find("error: no such seed file: nosuchset\nhint: ") == 0);
    CHECK(nothing.err.find("`dunlin seed list`") != std::string::npos);
    CHECK(seed({"notes.md"}).err.find("error: notes.md is not a seed file\n") == 0);
}

TEST_CASE_FIXTURE(seed_project, "a failure shows file, line and caret, and keeps nothing") {
    folder().write("seed/2_more.sql", "SELECT 1;\nINSERT INTO owners VALUES (3, nobody);\n");
    const auto failed = seed({});
    CHECK(failed.exit_code == 1);
    CHECK(failed.out == "");
    CHECK(failed.err.find(
              "error: seed/2_more.sql:2:31: column \"nobody\" does not exist (42703)") == 0);
    CHECK(failed.err.find("Everything was rolled back.") != std::string::npos);
    CHECK(value("SELECT count(*) FROM owners") == "0");
}

TEST_CASE_FIXTURE(seed_project, "list shows sets, files and tables without a database") {
    folder().write("seed/demo/10_public.owners.csv.gz", "");
    const auto listed =
        dunlin::test::run_program({"seed", "list", "-o", "ndjson"}, {.folder = folder().path()});
    CHECK(listed.exit_code == 0);
    CHECK(
        listed.out ==
        R"({"set":"default","file":"seed/1_owners.sql","format":"sql","tables":["owners"]})"
        "\n"
        R"({"set":"demo","file":"seed/demo/10_public.owners.csv.gz","format":"csv","tables":["public.owners"]})"
        "\n");
}

TEST_CASE_FIXTURE(seed_project, "load takes a file or standard input") {
    CHECK(seed({"load", "owners", "-"}, "owner_id,name\r\n7,Gus\r\n").exit_code == 0);
    folder().write("anything.ndjson", "{\"owner_id\": 8, \"name\": \"Hal\"}\n");
    const auto loaded = seed({"load", "public.owners", "anything.ndjson"});
    CHECK(loaded.exit_code == 0);
    CHECK(loaded.out.find("set") == std::string::npos); // it belongs to none
    CHECK(value("SELECT string_agg(name, ',' ORDER BY owner_id) FROM owners") == "Gus,Hal");
    const auto bad = seed({"load", "owners", "-"}, "owner_id,name\nseven,Gus\n");
    CHECK(bad.exit_code == 1);
    CHECK(
        bad.err.find("line 2, column owner_id: invalid input syntax for type integer: \"seven\"") !=
        std::string::npos);
    const auto twice = seed({"load", "owners", "-", "--on-conflict", "maybe"}, "");
    CHECK(twice.exit_code == 2);
}

TEST_CASE_FIXTURE(seed_project,
                  "a reset asks first, and an option before a verb is not lost quietly") {
    seed({});
    const auto refused = seed({"--reset"});
    CHECK(refused.exit_code == 8);
    const auto done = seed({"--reset", "--yes"});
    CHECK(done.exit_code == 0);
    CHECK(done.err.find("truncated public.owners in " + dunlin::test::shown(url()) + "\n") == 0);
    CHECK(seed({"--reset", "list"}).exit_code == 2);
}

TEST_CASE_FIXTURE(seed_project, "generate fills a table, and --plan only tells") {
    const auto plan = seed({"generate", "owners", "--rows", "20", "--plan", "-o", "ndjson"});
    CHECK(plan.exit_code == 0);
    CHECK(plan.out.find(R"({"table":"public.owners","rows":20,"columns":[{"name":"owner_id",)") ==
          0);
    CHECK(value("SELECT count(*) FROM owners") == "0");
    const auto done = seed({"generate", "owners", "--rows", "20", "--random-seed", "7"});
    CHECK(done.exit_code == 0);
    CHECK(done.err == "seeded 1 table in " + dunlin::test::shown(url()) + ": 20 rows inserted\n");
    CHECK(value("SELECT count(DISTINCT owner_id) FROM owners") == "20");
    CHECK(seed({"generate", "ownres", "--rows", "20"}).err.find("did you mean owners?") !=
          std::string::npos);
    CHECK(seed({"generate", "owners", "--rows", "0"}).exit_code == 2);
    CHECK(seed({"generate", "owners"}).exit_code == 2);
}

TEST_CASE_FIXTURE(seed_project, "a key that standard input repeats follows the policy") {
    const std::string twice = "owner_id,name\n7,Cy\n8,Di\n7,Ed\n";
    const auto skipped = seed({"load", "owners", "-", "--on-conflict", "skip"}, twice);
    CHECK(skipped.err ==
          "seeded 1 file in " + dunlin::test::shown(url()) + ": 2 rows inserted, 1 skipped\n");
    CHECK(value("SELECT string_agg(name, ' ' ORDER BY owner_id) FROM owners") == "Cy Di");
    db().run_script("TRUNCATE owners");
    const auto refused = seed({"load", "owners", "-"}, twice);
    CHECK(refused.exit_code == 1);
    CHECK(refused.err.find("error: standard input:4: 1 bad row in standard input:\n  line 4: "
                           "duplicate key value") == 0);
    const auto updated = seed({"load", "owners", "-", "--on-conflict", "update"}, twice);
    CHECK(updated.exit_code == 1);
    CHECK(updated.err.find("line 4: an earlier row has the same \"owner_id\"") !=
          std::string::npos);
    CHECK(value("SELECT count(*) FROM owners") == "0");
}

TEST_CASE_FIXTURE(seed_project, "standard input names the lines of rows that are refused late") {
    db().run_script("CREATE TABLE pets (id int PRIMARY KEY, owner_id int REFERENCES owners)");
    const auto refused = seed({"load", "pets", "-"}, "id,owner_id\n1,\n2,7\n");
    CHECK(refused.exit_code == 1);
    CHECK(refused.err.find("error: standard input:3: 1 bad row") == 0);
}

TEST_CASE_FIXTURE(seed_project, "--max-field-size bounds fields, and takes sizes alone") {
    const std::string file = "owner_id,name\n1,Ada\n2," + std::string(3000, 'x') + "\n";
    const auto refused = seed({"load", "owners", "-", "--max-field-size", "2k"}, file);
    CHECK(refused.exit_code == 1);
    CHECK(refused.err.find("standard input:3: ") != std::string::npos);
    CHECK(refused.err.find("field longer than the limit of 2048 bytes") != std::string::npos);
    CHECK(seed({"load", "owners", "-", "--max-field-size", "3000"}, file).exit_code == 0);
    for (const auto* size : {"0", "", "x", "2T", "2 k", "-1", "2G", "99999999999999999999"}) {
        CHECK(seed({"load", "owners", "-", "--max-field-size", size}, file).exit_code == 2);
    }
}

TEST_CASE_FIXTURE(seed_project, "a file in UTF-16 is called that, whatever its format") {
    const std::string utf16("\xFF\xFEo\0w\0\n\0", 8);
    for (const auto* name : {"2_owners.sql", "2_owners.csv", "2_owners.ndjson"}) {
        CAPTURE(name);
        const auto path = folder().write(std::string("seed/") + name, utf16);
        const auto run = seed({});
        CHECK(run.exit_code == 2);
        CHECK(run.err.starts_with("error: seed/" + std::string(name) +
                                  ":1:1: the file is UTF-16, not UTF-8\n"
                                  "hint: convert it, for example with: iconv -f UTF-16 -t "
                                  "UTF-8\n"));
        std::filesystem::remove(path);
    }
    CHECK(seed({"load", "owners", "-", "--format", "table"}, utf16)
              .err.starts_with("error: standard input:1:1: the file is UTF-16, not UTF-8"));
}
