// SPDX-License-Identifier: MIT
#include "project.hpp"

#include <doctest/doctest.h>
#include <support/caught.hpp>

using namespace dunlin::migrator;
using dunlin::test::caught;
using migrator_test::project;

namespace {

void write_two(const project& p) {
    p.write("V1__create_users.sql", "CREATE TABLE users (name text);\n");
    p.write("V2__late.sql", "CREATE TABLE late ();\n");
}

settings with_refinery(const project& p) {
    settings settings = p.settings();
    settings.ledger.tool = "refinery";
    settings.reading.format = "refinery";
    return settings;
}

std::string rows(const project& p) {
    return p.ask("SELECT string_agg(version || ' ' || name || ' ' || checksum, ', ' ORDER BY "
                 "version) FROM refinery_schema_history");
}

} // namespace

TEST_CASE("refinery's table is made and written as refinery does, with its checksums") {
    const project p;
    write_two(p);
    up(with_refinery(p));
    // The sums are those of Rust's own SipHash-1-3.
    CHECK(rows(p) == "1 create_users 8671222804875961752, 2 late 12674609046963288790");
    CHECK(p.ask("SELECT bool_and(applied_on ~ "
                "'^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z$')::text FROM "
                "refinery_schema_history") == "true");
    CHECK(p.ask("SELECT string_agg(column_name || ' ' || data_type || ' ' || is_nullable, ', ' "
                "ORDER BY ordinal_position) FROM information_schema.columns WHERE table_name = "
                "'refinery_schema_history'") ==
          "version integer NO, name character varying YES, applied_on character varying YES, "
          "checksum character varying YES");
    const auto seen = status(with_refinery(p));
    CHECK(seen->history.count(state::applied) == 2);
    CHECK(seen->history.entries[0].row->applied_at > dunlin::timestamp());
}

TEST_CASE("a program with eight bytes for versions has other checksums, and they are kept") {
    const project p;
    write_two(p);
    p.execute("CREATE TABLE refinery_schema_history (version int8 PRIMARY KEY, name VARCHAR(255), "
              "applied_on VARCHAR(255), checksum VARCHAR(255)); INSERT INTO "
              "refinery_schema_history VALUES (1, 'create_users', "
              "'2024-01-02T03:04:05.123456789Z', '15504533064393226258')");
    up(with_refinery(p));
    CHECK(rows(p) == "1 create_users 15504533064393226258, 2 late 7216590697133169925");
    const auto seen = status(with_refinery(p));
    CHECK(dunlin::format_utc(seen->history.entries[0].row->applied_at) ==
          "2024-01-02T03:04:05.123456Z");
}

TEST_CASE("a changed file is told by refinery's checksum, and one that is gone is missing") {
    const project p;
    write_two(p);
    up(with_refinery(p));
    p.write("V1__create_users.sql", "CREATE TABLE users (name text, age int);\n");
    const auto problem = caught<dunlin::error>([&] { up(with_refinery(p)); });
    CHECK(problem.message().find("was changed after it was applied") != std::string::npos);
    p.execute("DELETE FROM refinery_schema_history WHERE version = 1");
    CHECK(status(with_refinery(p))->history.entries[0].state == state::out_of_order);
}
