// SPDX-License-Identifier: MIT
#include "load_fixture.hpp"

#include <array>
#include <cstdint>
#include <vector>

using namespace dunlin;
using namespace dunlin::seeder;
using dunlin::test::caught;
using dunlin::test::load_fixture;

namespace {

constexpr std::array every_policy{conflict_policy::error, conflict_policy::skip,
                                  conflict_policy::update};

/// Refuses to load the file under every policy, first into an empty table and then into one that
/// holds a row; each time with these lines and words, and never with a name of our own.
class row_errors : public load_fixture {
public:
    void refuse(std::string_view file, std::string_view content,
                const std::vector<std::size_t>& lines, std::string_view words,
                std::string_view row_before) {
        for (const bool empty : {true, false}) {
            if (!empty) {
                db().run_script(std::string(row_before));
            }
            for (const auto policy : every_policy) {
                CAPTURE(empty);
                CAPTURE(static_cast<int>(policy));
                const auto problem =
                    caught<error>([&] { load_single_file(file, content, policy); });
                check(problem, lines, words);
            }
        }
    }

    static void check(const error& problem, const std::vector<std::size_t>& lines,
                      std::string_view words) {
        const std::string text = problem.message();
        CAPTURE(text);
        CHECK(text.find(words) != std::string::npos);
        CHECK(text.find("dunlin_staging") == std::string::npos);
        CHECK(problem.statement.find("dunlin_staging") == std::string::npos);
        CHECK(text.find(std::to_string(lines.size()) + " bad row") == 0);
        for (const auto line : lines) {
            CHECK(text.find("\n  line " + std::to_string(line)) != std::string::npos);
        }
        REQUIRE(problem.where());
        CHECK(problem.where()->line == lines.front());
    }
};

std::string random_text(std::size_t size) {
    std::string text;
    std::uint32_t state = 1;
    while (text.size() < size) {
        state = state * 1664525U + 1013904223U;
        text += static_cast<char>('a' + (state >> 24U) % 26U);
    }
    return text;
}

} // namespace

TEST_CASE_FIXTURE(row_errors, "constraints name the lines") {
    db().run_script("CREATE TABLE t (id int PRIMARY KEY, v text NOT NULL CHECK (v <> 'bad'))");
    const auto* before = "INSERT INTO t VALUES (100, 'x')";
    SUBCASE("CHECK") {
        refuse("t.csv", "id,v\n1,a\n2,bad\n3,c\n4,bad\n", {3, 5}, "violates check constraint",
               before);
    }
    SUBCASE("NOT NULL") {
        refuse("t.csv", "id,v\n1,a\n2,\n", {3}, "column \"v\"", before);
    }
    SUBCASE("a type") {
        refuse("t.csv", "id,v\n1,a\nx,b\n", {3}, "invalid input syntax", before);
    }
    SUBCASE("NDJSON") {
        refuse("t.ndjson", "{\"id\":1,\"v\":\"a\"}\n\n{\"id\":2,\"v\":\"bad\"}\n", {3},
               "violates check constraint", before);
    }
    SUBCASE("a line of several lines") {
        refuse("t.csv", "id,v\n1,\"two\nlines\"\n2,bad\n", {4}, "violates check constraint",
               before);
    }
}

TEST_CASE_FIXTURE(row_errors,
                  "what only domains, partitions and exclusions refuse names the lines") {
    SUBCASE("domain") {
        db().run_script("CREATE DOMAIN pos AS int NOT NULL CHECK (VALUE > 0); "
                        "CREATE TABLE t (id int PRIMARY KEY, v pos)");
        refuse("t.csv", "id,v\n1,1\n2,-1\n", {3}, "domain pos", "INSERT INTO t VALUES (100, 1)");
    }
    SUBCASE("partition") {
        db().run_script("CREATE TABLE t (id int PRIMARY KEY) PARTITION BY RANGE (id); "
                        "CREATE TABLE t1 PARTITION OF t FOR VALUES FROM (1) TO (3)");
        refuse("t.csv", "id\n1\n5\n2\n", {3}, "no partition", "INSERT INTO t VALUES (1)");
    }
}

TEST_CASE_FIXTURE(row_errors, "foreign keys name the lines") {
    db().run_script("CREATE TABLE p (id int PRIMARY KEY); INSERT INTO p VALUES (1)");
    std::string kind;
    SUBCASE("immediate") {}
    SUBCASE("deferrable") {
        kind = "DEFERRABLE";
    }
    SUBCASE("deferred") {
        kind = "DEFERRABLE INITIALLY DEFERRED";
    }
    db().run_script("CREATE TABLE t (id int PRIMARY KEY, p int REFERENCES p " + kind + ")");
    refuse("t.csv", "id,p\n1,1\n2,7\n3,\n4,8\n", {3, 5}, "violates foreign key constraint",
           "INSERT INTO t VALUES (100, 1)");
    refuse("t.ndjson", "{\"id\":1,\"p\":1}\n{\"id\":2,\"p\":7}\n", {2},
           "violates foreign key constraint", "INSERT INTO t VALUES (101, 1)");
}

TEST_CASE_FIXTURE(row_errors,
                  "a table's foreign key to itself accepts any order and names orphans") {
    db().run_script("CREATE TABLE t (id int PRIMARY KEY, up int REFERENCES t)");
    for (const auto policy : every_policy) {
        db().run_script("TRUNCATE t");
        CHECK(load_single_file("t.csv", "id,up\n1,3\n2,1\n3,\n", policy).inserted == 3);
    }
    refuse("t.csv", "id,up\n4,6\n5,99\n6,4\n", {3}, "violates foreign key constraint",
           "INSERT INTO t VALUES (100, NULL)");
}

TEST_CASE_FIXTURE(row_errors, "a set's deferred foreign keys name file and line at the end") {
    db().run_script("CREATE TABLE a (id int PRIMARY KEY); "
                    "CREATE TABLE b (id int PRIMARY KEY, a int REFERENCES a)");
    write("1_b.csv", "id,a\n1,1\n2,7\n");
    write("2_a.csv", "id\n1\n");
    apply_options options;
    options.defer_foreign_keys = true;
    const auto problem = failure(options);
    check(problem, {3}, "violates foreign key constraint");
    CHECK(problem.where()->file.find("1_b.csv") != std::string::npos);
    write("2_a.csv", "id\n1\n7\n");
    CHECK(apply(options).total().inserted == 4);
}

TEST_CASE_FIXTURE(row_errors, "a deferred unique key names the line at the end") {
    db().run_script("CREATE TABLE t (id int UNIQUE DEFERRABLE INITIALLY DEFERRED, v text); "
                    "INSERT INTO t VALUES (7, 'x')");
    const auto problem = caught<error>(
        [&] { load_single_file("t.csv", "id,v\n1,a\n7,b\n", conflict_policy::error); });
    check(problem, {3}, "duplicate key value");
}

TEST_CASE_FIXTURE(row_errors, "a trigger's own errors name the lines, whatever their code") {
    db().run_script(R"(
        CREATE TABLE t (id int PRIMARY KEY);
        CREATE FUNCTION no() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN
            IF new.id = 2 THEN RAISE EXCEPTION 'two' USING errcode = 'UA001';
            ELSIF new.id = 3 THEN RAISE EXCEPTION 'three' USING errcode = '42501';
            ELSIF new.id = 4 THEN PERFORM 1 / 0;
            ELSIF new.id = 5 THEN RAISE EXCEPTION 'five' USING errcode = '0A000';
            END IF; RETURN new; END$$)");
    SUBCASE("BEFORE") {
        db().run_script("CREATE TRIGGER n BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION no()");
    }
    SUBCASE("AFTER") {
        db().run_script("CREATE TRIGGER n AFTER INSERT ON t FOR EACH ROW EXECUTE FUNCTION no()");
    }
    SUBCASE("at COMMIT") {
        db().run_script("CREATE CONSTRAINT TRIGGER n AFTER INSERT ON t DEFERRABLE INITIALLY "
                        "DEFERRED FOR EACH ROW EXECUTE FUNCTION no()");
    }
    const auto* before = "INSERT INTO t VALUES (100) ON CONFLICT DO NOTHING";
    refuse("t.csv", "id\n1\n2\n6\n", {3}, "two", before);
    db().run_script("DELETE FROM t");
    refuse("t.csv", "id\n1\n7\n3\n", {4}, "three", before);
    db().run_script("DELETE FROM t");
    refuse("t.csv", "id\n4\n7\n", {2}, "division by zero", before);
    db().run_script("DELETE FROM t");
    refuse("t.csv", "id\n1\n5\n", {3}, "five", before);
}

TEST_CASE_FIXTURE(row_errors, "rows and index rows that are too big name the lines") {
    SUBCASE("index") {
        db().run_script("CREATE TABLE t (id int PRIMARY KEY, v text UNIQUE)");
        refuse("t.csv", "id,v\n1,a\n2," + random_text(20000) + "\n3,c\n", {3}, "index row",
               "INSERT INTO t VALUES (100, 'x')");
    }
    SUBCASE("row") {
        std::string columns;
        std::string header = "id";
        std::string small;
        std::string big;
        for (int i = 0; i < 1000; ++i) {
            const std::string name = "c" + std::to_string(i);
            columns += ", " + name + " text";
            header += "," + name;
            small += ",1";
            big += ",0123456789";
        }
        db().run_script("CREATE TABLE t (id int PRIMARY KEY" + columns + ")");
        std::string content = header + "\n";
        for (int row = 1; row <= 20; ++row) {
            content += std::to_string(row) + (row == 8 ? big : small) + "\n";
        }
        refuse("t.csv", content, {9}, "row is too big", "INSERT INTO t VALUES (100)");
    }
}

TEST_CASE_FIXTURE(row_errors, "a conflict with another key during an update names the line") {
    db().run_script("CREATE TABLE t (id int PRIMARY KEY, u text UNIQUE); "
                    "INSERT INTO t VALUES (1, 'x'), (2, 'y')");
    check(refusal("t.csv", "id,u\n3,z\n1,y\n", conflict_policy::update), {3},
          "duplicate key value violates unique constraint \"t_u_key\": Key (u)=(y) already exists");
}

TEST_CASE_FIXTURE(row_errors, "a key that stands twice in an update names the later line") {
    std::string kind;
    SUBCASE("immediate") {}
    SUBCASE("deferrable") {
        kind = "DEFERRABLE";
    }
    db().run_script("CREATE TABLE t (id int PRIMARY KEY " + kind +
                    ", v text); "
                    "INSERT INTO t VALUES (9, 'x')");
    check(refusal("t.csv", "id,v\n1,a\n2,b\n1,c\n", conflict_policy::update), {4},
          "an earlier row has the same \"id\"");
}

TEST_CASE_FIXTURE(row_errors, "what is no row's fault names none") {
    db().run_script(R"(
        CREATE TABLE t (id int PRIMARY KEY, v int DEFAULT 1);
        INSERT INTO t VALUES (9);
        CREATE FUNCTION no() RETURNS trigger LANGUAGE plpgsql AS
            'BEGIN RAISE EXCEPTION ''closed''; END';
        CREATE TRIGGER n BEFORE INSERT ON t FOR EACH STATEMENT EXECUTE FUNCTION no())");
    for (const auto policy : every_policy) {
        const auto problem = refusal("t.csv", "id\n1\n2\n", policy);
        CHECK(problem.message() == "closed");
        REQUIRE(problem.where());
        CHECK(problem.where()->line == 0);
        CHECK(problem.where()->file.find("t.csv") != std::string::npos);
        CHECK(problem.statement.find("dunlin_staging") == std::string::npos);
    }
}

TEST_CASE_FIXTURE(row_errors, "as many refused rows are listed as the limit allows") {
    db().run_script("CREATE TABLE t (id int PRIMARY KEY, up int REFERENCES owners)");
    std::string content = "id,up\n";
    for (int i = 0; i < 2000; ++i) {
        content += std::to_string(i) + (i % 100 == 99 ? ",7\n" : ",\n");
    }
    load_options options;
    options.bad_row_limit = 4;
    const auto problem = refusal("t.csv", content, options);
    const std::string text = problem.message();
    CHECK(text.find("4 bad rows") == 0);
    CHECK(text.find("line 101:") != std::string::npos);
    CHECK(text.find("line 401:") != std::string::npos);
}

TEST_CASE_FIXTURE(row_errors, "a field over the limit names its line, and nothing is kept") {
    db().run_script("CREATE TABLE t (id int PRIMARY KEY, v text)");
    load_options options;
    options.field_limit = 1000;
    for (const auto& [file, content] :
         {std::pair<std::string, std::string>("t.csv", "id,v\n1,a\n2,\"" + std::string(2000, 'x') +
                                                           "\"\n3,b\n"),
          std::pair<std::string, std::string>("t.ndjson", "{\"id\":1}\n\n{\"id\":2,\"v\":\"" +
                                                              std::string(2000, 'x') + "\"}\n")}) {
        check(refusal(file, content, options), {3}, "longer than the limit of 1000 bytes");
        CHECK(value("SELECT count(*) FROM t") == "0");
    }
}
