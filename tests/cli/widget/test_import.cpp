// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>
#include <support/temporary_folder.hpp>
#include <support/widget_program.hpp>
#include <sys/stat.h>

#include <csignal>
#include <fstream>

using namespace dunlin::test;

namespace {

const std::string header = "name,category,user_id\n";
const std::string unknown_id = "00000000-0000-4000-8000-000000000000";

} // namespace

TEST_CASE_FIXTURE(widget_program, "CSV is imported with defaults for what it does not say") {
    const auto done =
        run({"widget", "import", "--user", admin_id, "-o", "json"},
            "\xEF\xBB\xBF"
            "category,name,tags,attributes,active\r\n"
            "Imported,\"one, \"\"1\"\"\",\"{a,\"\"b c\"\"}\",\"{\"\"n\"\": 1.50}\",false\r\n"
            "Imported,two,,,\r\n");
    CHECK(done.exit_code == 0);
    CHECK(done.out == "{\"schema\":1,\"database\":\"" + address() +
                          "\",\"environment\":null,\"created\":2,\"updated\":0,\"skipped\":0}\n");
    CHECK(done.err == "imported 2 widgets into " + place() + "\n");
    CHECK(
        count(
            "category = 'Imported' AND name = 'one, \"1\"' AND tags = '{a,b c}' AND NOT is_active "
            "AND attributes::text = '{\"n\": 1.50}'") == 1);
    CHECK(count("category = 'Imported' AND name = 'two' AND tags = '{}' AND is_active AND "
                "attributes = '{}' AND date_created = date_updated") == 1);
}

TEST_CASE_FIXTURE(widget_program, "descriptions are imported, and replaced by an update") {
    const auto import = [&](const std::string& text) {
        CHECK(run({"widget", "import", "--user", admin_id, "--on-conflict", "update"}, text)
                  .exit_code == 0);
        return ask("SELECT coalesce(description, 'none') || is_active FROM widgets "
                   "WHERE widget_id = '" +
                   unknown_id + "'");
    };
    const std::string head = "id,name,category,is_active,description\n" + unknown_id + ",n,c,";
    CHECK(import(head + "false,\"two\nlines\"\n") == "two\nlinesfalse");
    CHECK(import(head + "true,three\n") == "threetrue");
    CHECK(import(head + "true,\n") == "nonetrue");
}

TEST_CASE_FIXTURE(widget_program, "NDJSON is imported, its form known by the file's name") {
    const dunlin::test::temporary_folder folder;
    const auto file =
        folder.write("w.ndjson", "{\"name\": \"a\", \"category\": \"N\", \"tags\": [\"x\"]}\n\n"
                                 "{\"name\": \"b\", \"category\": \"N\"}");
    CHECK(run({"widget", "import", file.string(), "--user", admin_id}).exit_code == 0);
    CHECK(count("category = 'N'") == 2);
    CHECK(run({"widget", "import", (folder / "none.csv").string()}).exit_code == 2);
}

TEST_CASE_FIXTURE(widget_program, "every bad row is named with its line, and nothing is kept") {
    const auto refused = run({"widget", "import", "--user", admin_id}, "name,category,tags\n"
                                                                       "good,x,\n"
                                                                       "\"two\nlines\",x,\n"
                                                                       "good,x\n"
                                                                       ",x,\n"
                                                                       "good,x,notanarray\n"
                                                                       "good,x,\"{\"\" \"\"}\"\n");
    CHECK(refused.exit_code == 1);
    CHECK(refused.out.empty());
    CHECK(refused.err == "error: 5 of 6 rows cannot be imported\n"
                         "detail: standard input:3: name: must not contain control characters\n"
                         "standard input:5: 2 fields, but the header has 3\n"
                         "standard input:6: name: is required\n"
                         "standard input:7: tags: must be an array like {steel,\"hand tool\"}\n"
                         "standard input:8: tag: must have 1 to 100 characters, not 0\n"
                         "Nothing was imported.\n");
    CHECK(count() == 12);
}

TEST_CASE_FIXTURE(widget_program,
                  "a quote in a wrong place spoils its own row, not those behind it") {
    const auto refused =
        run({"widget", "import", "--user", admin_id},
            "name,category\nx\"y,c\nfine,c\n\"a\"b,c\n,c\n\"never closed,c\nz,c\n");
    CHECK(refused.exit_code == 1);
    CHECK(refused.err ==
          "error: 4 of 5 rows cannot be imported\n"
          "detail: standard input:2: malformed CSV: quote inside an unquoted field\n"
          "standard input:4: malformed CSV: text after a closing quote\n"
          "standard input:5: name: is required\nstandard input:6: malformed CSV: unclosed quote\n"
          "Nothing was imported.\n");
}

TEST_CASE_FIXTURE(widget_program, "beyond the limit bad rows are only counted") {
    std::string text = header;
    for (int i = 0; i < 100; ++i) {
        text += " ,c," + admin_id + "\n";
    }
    const auto refused = run({"widget", "import", "--max-errors", "2"}, text);
    CHECK(refused.err == "error: 100 of 100 rows cannot be imported\n"
                         "detail: standard input:2: name: must have 1 to 100 characters, not 0\n"
                         "standard input:3: name: must have 1 to 100 characters, not 0\n"
                         "and 98 more\nNothing was imported.\n");
}

TEST_CASE_FIXTURE(widget_program, "what the database refuses is named with its line too") {
    const std::string text = header + "ok,c," + admin_id + "\nx,c," + unknown_id + "\n";
    for (const auto* mode : {"error", "skip", "update"}) {
        CAPTURE(mode);
        const auto refused = run({"widget", "import", "--on-conflict", mode}, text);
        CHECK(refused.exit_code == 1);
        CHECK(refused.err == "error: 1 of 2 rows cannot be imported\n"
                             "detail: standard input:3: user not found: " +
                                 unknown_id + "\nNothing was imported.\n");
        CHECK(count() == 12);
    }
}

TEST_CASE_FIXTURE(widget_program, "an id that is there already is an error, skipped or updated") {
    const std::string text = "id,name,category,user_id\n" + wrench_id + ",renamed,c," + admin_id +
                             "\n" + unknown_id + ",fresh,c," + admin_id + "\n";
    const auto refused = run({"widget", "import"}, text);
    CHECK(refused.exit_code == 1);
    CHECK(refused.err.find("standard input:2: Key (widget_id)=(" + wrench_id +
                           ") already exists.") != std::string::npos);
    CHECK(count() == 12);
    CHECK(run({"widget", "import", "--on-conflict", "skip"}, text).err ==
          "imported 1 widget into " + place() + ", skipped 1\n");
    CHECK(count("name = 'renamed'") == 0);
    CHECK(run({"widget", "import", "--on-conflict", "update"}, text).err ==
          "imported 0 widgets into " + place() + ", updated 2\n");
    CHECK(count("name = 'renamed'") == 1);
    CHECK(count() == 13);
}

TEST_CASE_FIXTURE(widget_program, "an id twice in the file is found in every mode") {
    const std::string text = "id,name,category,user_id\n" + unknown_id + ",a,c," + admin_id + "\n" +
                             unknown_id + ",b,c," + admin_id + "\n";
    CHECK(run({"widget", "import"}, text).err.find("standard input:3: Key (widget_id)") !=
          std::string::npos);
    CHECK(run({"widget", "import", "--on-conflict", "update"}, text)
              .err.find("standard input:3: ID " + unknown_id + " occurs more than once") !=
          std::string::npos);
    CHECK(run({"widget", "import", "--on-conflict", "skip"}, text).err ==
          "imported 1 widget into " + place() + ", skipped 1\n");
    CHECK(count("name = 'a'") == 1);
}

TEST_CASE_FIXTURE(widget_program, "a file that cannot be read on is refused with its line") {
    const auto refusal = [&](const std::string& text) {
        const auto refused = run({"widget", "import"}, text);
        CHECK(refused.exit_code == 2);
        return refused.err.substr(0, refused.err.find('\n'));
    };
    CHECK(refusal("") == "error: standard input:1: the file is empty");
    CHECK(refusal("name,nmae\n")
              .starts_with("error: standard input:1: a widget has no field \"nmae\""));
    CHECK(refusal("name,name\n") == "error: standard input:1: duplicate column name");
    CHECK(refusal("name,\"cat\n") == "error: standard input:1: malformed CSV: unclosed quote");
    CHECK(count() == 12);
}

TEST_CASE_FIXTURE(widget_program, "an import that is interrupted keeps nothing") {
    const dunlin::test::temporary_folder folder;
    const auto pipe = folder / "rows.csv";
    REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
    dunlin::test::running_program program({"widget", "import", pipe.string()}, where());
    // Opening waits for the program; the pipe stays open, so that it waits for more rows.
    std::ofstream rows(pipe);
    rows << header << "a,b," << admin_id << "\n" << std::flush;
    program.send(SIGTERM);
    const auto end = program.wait();
    CHECK(end.exit_code == 143);
    CHECK(count() == 12);
}

TEST_CASE_FIXTURE(widget_program,
                  "bad rows beyond the limit that the server finds are counted too") {
    std::string text = "id,name,category,user_id\n";
    for (int i = 0; i < 6; ++i) {
        text += unknown_id + ",w,c," + admin_id + "\n";
    }
    const auto refused =
        run({"widget", "import", "--on-conflict", "update", "--max-errors", "2"}, text);
    CHECK(refused.exit_code == 1);
    CHECK(refused.err.starts_with("error: 5 of 6 rows cannot be imported\n"));
    CHECK(count() == 12);
}
