// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>
#include <support/golden.hpp>
#include <support/temporary_folder.hpp>
#include <support/widget_program.hpp>

using namespace dunlin::test;

TEST_CASE_FIXTURE(widget_program, "an export is CSV or NDJSON, filtered like a list") {
    const auto csv = run({"widget", "export", "--category", "Lighting", "--order-by", "name"});
    CHECK(csv.exit_code == 0);
    CHECK(csv.err.empty());
    CHECK(dunlin::test::equals_golden(csv.out, "cli/widget/export.csv"));
    const auto ndjson =
        run({"widget", "export", "--category", "Lighting", "--order-by", "name", "-o", "ndjson"});
    CHECK(dunlin::test::equals_golden(ndjson.out, "cli/widget/export.ndjson"));
    CHECK(run({"widget", "export", "-o", "table"}).exit_code == 2);
}

TEST_CASE_FIXTURE(widget_program, "a file appears when it is complete") {
    const dunlin::test::temporary_folder folder;
    const auto target = folder / "widgets.csv";
    CHECK(run({"widget", "export", "--output", target.string()}).exit_code == 0);
    CHECK(folder.read("widgets.csv") == run({"widget", "export"}).out);
    CHECK(run({"widget", "export", "--output", (folder / "none" / "x.csv").string()}).exit_code ==
          2);
}

TEST_CASE_FIXTURE(widget_program, "a reader that has enough ends the export quietly") {
    db().run("INSERT INTO widgets (widget_id, user_id, name, category, date_created, date_updated) "
             "SELECT gen_random_uuid(), '" +
                 admin_id +
                 "', repeat('x', 100), 'Many', now(), now() "
                 "FROM generate_series(1, 20000)",
             {});
    dunlin::test::running_program program({"widget", "export"}, where());
    program.close_output();
    const auto end = program.wait();
    CHECK(end.exit_code == 0);
    CHECK(end.err.empty());
}
