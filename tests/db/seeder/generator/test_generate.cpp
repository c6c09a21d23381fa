// SPDX-License-Identifier: MIT
#include <dunlin/base/error.hpp>
#include <dunlin/base/file.hpp>
#include <dunlin/seeder/generate.hpp>
#include <dunlin/sqldb/connection.hpp>
#include <dunlin/sqldb/query.hpp>

#include <doctest/doctest.h>
#include <support/caught.hpp>
#include <support/database.hpp>
#include <support/golden.hpp>
#include <support/server_version.hpp>
#include <support/widget_database.hpp>

using namespace dunlin;
using namespace dunlin::seeder;

namespace {

class generate_fixture {
public:
    generate_fixture() : db_(database_.config()) {}

    void script(std::string_view sql) { db_.run_script(sql); }
    void make_varied_schema() {
        script(read_file(test::source_path("tests/data/seeder/many_tables.sql")));
        if (test::has_version(14, "a column of a multirange type")) {
            script("ALTER TABLE t13_ranges ADD many int8multirange");
        }
    }
    std::int64_t fill(const std::string& table, std::int64_t rows, std::uint64_t seed = 1,
                      bool with_parents = false, bool skew = false) {
        return generate(db_, table, {rows, seed, skew, with_parents, {}})
            .files.back()
            .rows.inserted;
    }
    error refusal(const std::string& table, std::int64_t rows) {
        return dunlin::test::caught<error>([&] { fill(table, rows); });
    }
    std::string value(std::string_view sql) { return sqldb::query_value<std::string>(db_, sql); }
    std::vector<std::string> tables() {
        std::vector<std::string> names;
        const auto rows =
            db_.run("SELECT relname FROM pg_class WHERE relkind IN ('r', 'p') AND NOT "
                    "relispartition AND relnamespace = 'public'::regnamespace ORDER BY 1",
                    {});
        for (std::size_t i = 0; i < rows.size(); ++i) {
            names.emplace_back(rows[i].text(0));
        }
        return names;
    }
    sqldb::connection& db() { return db_; }

private:
    dunlin::test::test_database database_;
    sqldb::connection db_;
};

/// Rows that fit where there are few distinct values.
std::int64_t rows_for(const std::string& table) {
    return table == "t06_enums" ? 3 : table == "t09_flags" ? 2 : 200;
}

std::string whole_database(generate_fixture& from) {
    std::string digest;
    for (const auto& table : from.tables()) {
        // What the server numbers or dates is not ours.
        digest += table +
                  from.value("SELECT md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), "
                             "'')) FROM public." +
                             table + " t") +
                  "\n";
    }
    return digest;
}

} // namespace

TEST_CASE_FIXTURE(generate_fixture, "every table of a varied schema takes generated rows, twice") {
    make_varied_schema();
    REQUIRE(tables().size() >= 25);
    for (const auto& table : tables()) {
        CAPTURE(table);
        const auto rows = rows_for(table);
        CHECK_NOTHROW(fill(table, rows, 7, true));
        CHECK(value("SELECT count(*) >= " + std::to_string(rows) + " FROM public." + table) == "t");
    }
    for (const auto* again : {"t01_integers", "t03_texts", "t08_domains", "t13_ranges",
                              "t18_children", "t23_patterns", "t24_places", "t28_lower"}) {
        CAPTURE(again);
        CHECK_NOTHROW(fill(again, 100, 8, true));
    }
}

TEST_CASE("the same seed gives the same rows, another one others") {
    std::vector<std::string> digests;
    for (const std::uint64_t seed : {5, 5, 6}) {
        generate_fixture here;
        here.make_varied_schema();
        for (const auto& table : here.tables()) {
            here.fill(table, rows_for(table), seed, true);
        }
        digests.push_back(whole_database(here));
    }
    CHECK(digests[0] == digests[1]);
    CHECK(digests[0] != digests[2]);
}

TEST_CASE_FIXTURE(generate_fixture, "the rows of a seed are these on every machine") {
    script(
        "CREATE TABLE people (id int PRIMARY KEY, name text NOT NULL, email text NOT NULL UNIQUE, "
        "born date NOT NULL, price numeric(8,2) NOT NULL, key uuid NOT NULL)");
    fill("people", 3, 42);
    CHECK(test::equals_golden(value("SELECT string_agg(p::text, E'\\n' ORDER BY id) || E'\\n' FROM "
                                    "people p"),
                              "seeder/people_seed_42.txt"));
}

TEST_CASE_FIXTURE(generate_fixture, "a second run begins behind the rows of the first") {
    script("CREATE TABLE a (id int PRIMARY KEY, code varchar(12) UNIQUE, key uuid UNIQUE)");
    fill("a", 500);
    fill("a", 500);
    CHECK(value("SELECT count(*) || ' ' || min(id) || ' ' || max(id) FROM a") == "1000 1 1000");
}

TEST_CASE_FIXTURE(generate_fixture, "what cannot be satisfied names the constraint and why") {
    SUBCASE("a check that is not understood, on columns that need values") {
        script(
            "CREATE TABLE a (x int NOT NULL, y int NOT NULL, CONSTRAINT a_sum CHECK (x * y = 12))");
        const auto text = refusal("a", 5).message();
        CHECK(text.find("public.a") != std::string::npos);
        CHECK(text.find("constraint a_sum, CHECK (((x * y) = 12))") != std::string::npos);
        CHECK(text.find("an unsupported expression") != std::string::npos);
    }
    SUBCASE("a function") {
        script("CREATE FUNCTION fine(int) RETURNS bool LANGUAGE sql AS 'SELECT $1 = 3';"
               "CREATE TABLE a (x int NOT NULL CONSTRAINT a_fine CHECK (fine(x)))");
        CHECK(refusal("a", 5).message().find("it calls the function fine") != std::string::npos);
    }
    SUBCASE("too few combinations") {
        script("CREATE TABLE a (x bool, y bool, PRIMARY KEY (x, y))");
        CHECK(fill("a", 4) == 4);
        script("TRUNCATE a");
        CHECK(refusal("a", 5).message().find("key a_pkey: its columns have only 4 combinations") !=
              std::string::npos);
    }
    SUBCASE("a range without a value") {
        script("CREATE TABLE a (x int NOT NULL CHECK (x > 5 AND x < 3))");
        CHECK(refusal("a", 1).message().find("column x: its constraints leave no value") !=
              std::string::npos);
    }
    SUBCASE("an empty parent") {
        script("CREATE TABLE p (id int PRIMARY KEY);"
               "CREATE TABLE a (p_id int NOT NULL CONSTRAINT a_p REFERENCES p)");
        const auto problem = refusal("a", 1);
        CHECK(problem.message().find("foreign key a_p: public.p has no rows") != std::string::npos);
        CHECK(problem.hint() == "add --with-parents to fill it first");
        CHECK(fill("a", 1, 1, true) == 1);
    }
    SUBCASE("a circle") {
        script("CREATE TABLE p (id int PRIMARY KEY, a_id int NOT NULL);"
               "CREATE TABLE a (id int PRIMARY KEY, p_id int NOT NULL REFERENCES p);"
               "ALTER TABLE p ADD CONSTRAINT p_a FOREIGN KEY (a_id) REFERENCES a");
        const auto problem = dunlin::test::caught<error>([&] { fill("a", 1, 1, true); });
        CHECK(problem.message().find("foreign key p_a is part of a cycle") != std::string::npos);
    }
}

TEST_CASE_FIXTURE(generate_fixture, "skew gives some parents many children") {
    script("CREATE TABLE p (id int PRIMARY KEY);"
           "CREATE TABLE a (id int PRIMARY KEY, p_id int NOT NULL REFERENCES p)");
    fill("p", 100);
    fill("a", 5000);
    const auto busiest = "SELECT max(n)::text FROM (SELECT count(*) n FROM a GROUP BY p_id) c";
    const int even = std::stoi(value(busiest));
    script("TRUNCATE a");
    fill("a", 5000, 1, false, true);
    CHECK(even < 150);
    CHECK(std::stoi(value(busiest)) > 4 * even);
}

TEST_CASE_FIXTURE(generate_fixture, "a plan tells tables and columns and changes nothing") {
    script("CREATE TABLE p (id int PRIMARY KEY, email text);"
           "CREATE TABLE a (id serial PRIMARY KEY, p_id int NOT NULL REFERENCES p, "
           "status text NOT NULL CHECK (status IN ('x', 'y')))");
    const auto plan = plan_generation(db(), "a", {100, 1, false, true, {}});
    REQUIRE(plan.size() == 2);
    CHECK(plan[0].table == "public.p");
    CHECK(plan[0].rows == 10);
    CHECK(plan[0].columns[1].values == "an email address");
    CHECK(plan[1].columns[1].values == "from public.p.id");
    CHECK(plan[1].columns[2].values == "one of x, y");
    CHECK(value("SELECT count(*) FROM p") == "0");
}

TEST_CASE("the widget service's own schema takes a generated database from nothing") {
    dunlin::test::widget_database widgets;
    const auto report = generate(widgets.db(), "parts", {2000, 1, true, true, {}});
    REQUIRE(report.files.size() == 3);
    CHECK(report.files[0].file == "public.users");
    CHECK(report.files[1].file == "public.widgets");
    CHECK(report.files[2].rows.inserted == 2000);
    CHECK(sqldb::query_value<std::int64_t>(
              widgets.db(), "SELECT count(*) FROM widgets WHERE date_updated < date_created") == 0);
}

TEST_CASE_FIXTURE(generate_fixture, "a strict bound between two columns holds in either order") {
    script("CREATE TABLE low_second (hi int NOT NULL CHECK (hi BETWEEN 1 AND 3), "
           "lo int NOT NULL CHECK (lo BETWEEN 1 AND 3), CHECK (lo < hi)); "
           "CREATE TABLE low_first (lo int NOT NULL CHECK (lo BETWEEN 1 AND 3), "
           "hi int NOT NULL CHECK (hi BETWEEN 1 AND 3), CHECK (lo < hi)); "
           "CREATE TABLE greater (lo int NOT NULL CHECK (lo BETWEEN 1 AND 3), "
           "hi int NOT NULL CHECK (hi BETWEEN 1 AND 3), CHECK (hi > lo))");
    for (const auto* table : {"low_second", "low_first", "greater"}) {
        CAPTURE(table);
        CHECK(fill(table, 300) == 300);
        // Every pair that the checks allow, and no other.
        CHECK(value(std::string("SELECT count(DISTINCT (lo, hi)) FROM ") + table) == "3");
    }
}
