// SPDX-License-Identifier: MIT
#include "load_fixture.hpp"

using namespace dunlin;
using namespace dunlin::seeder;
using dunlin::test::load_fixture;

TEST_CASE_FIXTURE(load_fixture, "all bad rows are listed with line, column and value") {
    const auto problem = refusal("things.csv", "thing_id,price,tags\n"
                                               "1,2.5,\n"
                                               "x,2.5,\n"
                                               "3\n"
                                               "4,-1,\n"
                                               "5,,\n"
                                               "6,1,\"{a\n,\"\n"
                                               "7,123456789,\n"
                                               "8,1,\"{ok}\"\n");
    const std::string text = problem.message();
    CAPTURE(text);
    CHECK(text.find("6 bad rows in ") == 0);
    CHECK(text.find(
              "line 3, column thing_id: invalid input syntax for type integer: \"x\" (value: x)") !=
          std::string::npos);
    CHECK(text.find("line 4: 1 field, but the header has 3 (value: 3)") != std::string::npos);
    CHECK(text.find("line 5: new row for relation \"things\" violates check constraint "
                    "\"things_price_check\"") != std::string::npos);
    CHECK(text.find("line 6, column price: null value in column \"price\"") != std::string::npos);
    CHECK(text.find("line 7, column tags: malformed array literal") != std::string::npos);
    CHECK(text.find("line 9, column price: numeric field overflow") != std::string::npos);
    CHECK(value("SELECT count(*) FROM things") == "0");
}

TEST_CASE_FIXTURE(load_fixture, "the list of bad rows ends at the limit") {
    load_options options;
    options.bad_row_limit = 2;
    const auto problem = refusal("owners.csv", "owner_id,name\na,1\nb,2\nc,3\nd,4\n", options);
    CHECK(problem.message().find("2 bad rows in ") == 0);
    CHECK(problem.message().find("(there may be more)") != std::string::npos);
}

TEST_CASE_FIXTURE(load_fixture, "bad lines of NDJSON are listed too") {
    const auto problem = refusal("things.ndjson", "{\"price\": 1}\n"
                                                  "{\"price\": \"cheap\", \"thing_id\": 5}\n"
                                                  "not json\n\n"
                                                  "{\"prcie\": 1}\n"
                                                  "{\"thing_id\": 1, \"price\": -3}\n");
    const std::string text = problem.message();
    CAPTURE(text);
    CHECK(text.find("4 bad rows in ") == 0);
    CHECK(text.find("line 2, column price: invalid input syntax for type numeric: \"cheap\"") !=
          std::string::npos);
    CHECK(text.find("line 3: ") != std::string::npos);
    CHECK(text.find("line 5, column prcie: unknown column prcie; did you mean price?") !=
          std::string::npos);
    CHECK(text.find("line 6: new row for relation \"things\" violates check") != std::string::npos);
}

TEST_CASE_FIXTURE(load_fixture, "a row whose key is there fails, stays out or updates") {
    load("owners.csv", "owner_id,name\n1,Ada\n2,Bo\n");
    const auto* again = "owner_id,name\n2,Bob\n3,Cy\n1,Ada\n";
    const auto names = [&] {
        return value("SELECT string_agg(name, ' ' ORDER BY owner_id) FROM owners");
    };
    SUBCASE("error") {
        const auto problem = refusal("owners.csv", again);
        CHECK(problem.message().find("line 2") != std::string::npos);
        CHECK(problem.message().find("Key (owner_id)=(2) already exists") != std::string::npos);
        CHECK(names() == "Ada Bo");
    }
    SUBCASE("skip") {
        const auto rows = load("owners.csv", again, conflict_policy::skip);
        CHECK(rows.skipped == 2);
        CHECK(names() == "Ada Bo Cy");
    }
    SUBCASE("update") {
        const auto rows = load("owners.csv", again, conflict_policy::update);
        CHECK(rows.skipped == 1); // Ada is the same already.
        CHECK(names() == "Ada Bob Cy");
    }
}

TEST_CASE_FIXTURE(load_fixture, "a key twice in one file is skipped even into an empty table") {
    const auto rows = load("owners.csv", "owner_id,name\n1,Ada\n1,Ada\n", conflict_policy::skip);
    CHECK(rows.skipped == 1);
    CHECK(value("SELECT count(*) FROM owners") == "1");
}

TEST_CASE_FIXTURE(load_fixture, "update needs a key among the columns") {
    load("things.csv", "price\n1\n");
    CHECK(refusal("things.csv", "price\n2\n", conflict_policy::update).kind() == error_kind::usage);
}

TEST_CASE_FIXTURE(load_fixture, "staged rows keep defaults, identity and generated columns") {
    load("things.csv", "thing_id,price\n1,5\n");
    load("things.ndjson",
         "{\"price\": 6, \"thing_id\": 2}\n{\"thing_id\": 1, \"price\": 7, \"extra\": {\"a\": 1}}\n"
         "{\"thing_id\": 9}\n",
         conflict_policy::update);
    CHECK(value("SELECT string_agg(label, ',' ORDER BY price) FROM things") ==
          "thing 6.00,thing 7.00,thing 9.50");
}

TEST_CASE_FIXTURE(load_fixture,
                  "an empty field is NULL, quotes make it empty, and --null another") {
    load("owners.csv", "owner_id,name\n1,\"\"\n");
    CHECK(value("SELECT name FROM owners") == "");
    load("things.csv", "thing_id,owner_id,price\n1,N'A,3\n",
         {conflict_policy::error, "N'A", 10, {}, default_field_limit});
    CHECK(value("SELECT owner_id IS NULL FROM things") == "t");
}

TEST_CASE_FIXTURE(load_fixture, "a value of backslash and dot arrives as it is") {
    load("owners.csv", "owner_id,name\r\n1,\"x\n\\.\ny\"\r\n2,\\.\r\n");
    CHECK(value("SELECT name FROM owners WHERE owner_id = 1") == "x\n\\.\ny");
    CHECK(value("SELECT name FROM owners WHERE owner_id = 2") == "\\.");
}

TEST_CASE_FIXTURE(load_fixture, "an unknown table names the nearest") {
    const auto problem = refusal("ownres.csv", "owner_id\n1\n");
    CHECK(problem.kind() == error_kind::undefined_table);
    CHECK(problem.hint() == "did you mean owners?");
}

TEST_CASE_FIXTURE(load_fixture, "progress grows to the whole file") {
    std::string text = "owner_id,name\n";
    for (int i = 0; i < 50000; ++i) {
        text += std::to_string(i) + ",owner " + std::to_string(i) + "\n";
    }
    std::int64_t rows = 0;
    std::int64_t bytes = 0;
    load_options options;
    options.on_progress = [&](const progress& p) {
        CHECK(p.rows >= rows);
        CHECK(p.bytes_total == static_cast<std::int64_t>(text.size()));
        rows = p.rows;
        bytes = p.bytes;
    };
    load("owners.csv", text, options);
    CHECK(rows == 50000);
    CHECK(bytes == static_cast<std::int64_t>(text.size()));
}
