// SPDX-License-Identifier: MIT
#include "seed_fixture.hpp"

#include <support/golden.hpp>
#include <support/widget_database.hpp>

using namespace dunlin;
using namespace dunlin::seeder;
using dunlin::test::seed_fixture;

namespace {

// owner_id,name / 1,zipped
constexpr std::string_view zipped_owners(
    "\x1F\x8B\x08\x00\x00\x00\x00\x00\x02\x03\xCB\x2F\xCF\x4B\x2D\x8A\xCF\x4C\xD1\xC9\x4B\xCC\x4D\xE5\x32\xD4\xA9\xCA\x2C\x28\x48\x4D\xE1\x02\x00\xF9\xA3\x9A\xBC\x17\x00\x00\x00",
    43);

} // namespace

TEST_CASE("the default set of the project, applied twice, changes nothing the second time") {
    dunlin::test::widget_database widgets;
    const auto set = find_set(test::source_path("seed"), "default");
    const std::string digest =
        "SELECT md5(string_agg(t, '|' ORDER BY t)) FROM (SELECT u::text AS t FROM users u UNION ALL "
        "SELECT w::text FROM widgets w UNION ALL SELECT p::text FROM parts p) all_rows";
    const auto first = seeding({set}).apply(widgets.db(), {});
    const auto before = sqldb::query_value<std::string>(widgets.db(), digest);
    const auto second = seeding({set}).apply(widgets.db(), {});
    CHECK(sqldb::query_value<std::string>(widgets.db(), digest) == before);
    CHECK(first.total().inserted > 0);
    CHECK(first.total().skipped == 0);
    CHECK(second.total().inserted == 0);
    CHECK(second.total().updated == 0);
    CHECK(second.total().skipped == first.total().inserted);
}

TEST_CASE_FIXTURE(seed_fixture,
                  "scripts, CSV and NDJSON load in order, and again without a change") {
    write("1_owners.sql", "COPY owners (owner_id, name) FROM stdin;\n1\tAda\n2\tBo\n\\.\n"
                          "INSERT INTO owners VALUES (3, 'Cy');\n");
    write("2_things.csv", "thing_id,owner_id,tags\n1,1,\"{a,\"\"b c\"\"}\"\n2,,\n");
    write("3_public.things.ndjson", "{\"thing_id\": 3, \"owner_id\": 3, \"price\": 1.10, \"tags\": "
                                    "[\"x\", null], \"extra\": {\"n\": 1.50}}\n"
                                    "{\"thing_id\": 4}\n");
    write("1_owners.sql",
          "INSERT INTO owners VALUES (1, 'Ada'), (2, 'Bo'), (3, 'Cy') ON CONFLICT DO "
          "NOTHING;\n");
    const auto first = apply();
    REQUIRE(first.files.size() == 3);
    CHECK(first.files[0].rows.inserted == 3);
    CHECK(first.files[1].rows.inserted == 2);
    CHECK(first.files[2].rows.inserted == 2);
    CHECK(
        value("SELECT string_agg(concat_ws('/', thing_id, owner_id, price, tags::text, extra), ' ' "
              "ORDER BY thing_id) FROM things") ==
        "1/1/9.50/{a,\"b c\"} 2/9.50 3/3/1.10/{x,NULL}/{\"n\": 1.50} 4/9.50");
    const std::string before = digest();
    const auto second = apply();
    CHECK(digest() == before);
    CHECK(second.total().inserted == 0);
    CHECK(second.files[0].rows.skipped == 3);
    CHECK(second.files[1].rows.skipped == 2);
    CHECK(second.files[2].rows.skipped == 2);
    // The sequence knows the loaded numbers.
    CHECK(value("INSERT INTO things DEFAULT VALUES RETURNING thing_id") == "5");
}

TEST_CASE_FIXTURE(seed_fixture, "an upsert's inserts and updates are told apart") {
    write("1.sql", "INSERT INTO owners VALUES (1, 'Ada'), (2, 'Bo');");
    apply();
    write("1.sql",
          "INSERT INTO owners VALUES (2, 'Bob'), (3, 'Cy') ON CONFLICT (owner_id) DO UPDATE "
          "SET name = EXCLUDED.name; DELETE FROM owners WHERE owner_id = 1;");
    const auto report = apply();
    CHECK(report.total().inserted == 1);
    CHECK(report.total().updated == 1);
    CHECK(report.total().deleted == 1);
}

TEST_CASE_FIXTURE(seed_fixture, "a failure names file and line and takes everything back") {
    const std::string before = digest();
    write("1_owners.sql", "INSERT INTO owners VALUES (1, 'Ada');");
    SUBCASE("where the server points to it") {
        write("2.sql", "-- ä comment\nSELECT 1;\nINSERT INTO owners\n  VALUES (2, nothing);\n");
        const auto problem = failure();
        REQUIRE(problem.where());
        CHECK(problem.where()->file.ends_with("/2.sql"));
        CHECK(problem.where()->line == 4);
        CHECK(problem.where()->column == 14);
        CHECK(problem.aftermath == "Everything was rolled back.");
    }
    SUBCASE("where a statement breaks a constraint") {
        write("2.sql", "SELECT 1;\n\nINSERT INTO owners VALUES (2, 'Bo');\n"
                       "INSERT INTO owners VALUES (1, 'x');\nSELECT 2;");
        const auto problem = failure();
        CHECK(problem.kind() == error_kind::unique_violation);
        REQUIRE(problem.where());
        CHECK(problem.where()->line == 4);
    }
    SUBCASE("in inline COPY data") {
        write("2.sql", "SELECT 1;\nCOPY owners FROM stdin;\n5\tEve\nsix\tFay\n\\.\nSELECT 2;");
        const auto problem = failure();
        REQUIRE(problem.where());
        CHECK(problem.where()->line == 4);
    }
    SUBCASE("in a data file") {
        write("2_things.csv", "owner_id,price\n1,2.50\n1,cheap\n");
        const auto problem = failure();
        REQUIRE(problem.where());
        CHECK(problem.where()->line == 3);
    }
    CHECK(digest() == before);
}

TEST_CASE_FIXTURE(seed_fixture, "everything is checked before anything is sent") {
    // No ROLLBACK takes back the call of a sequence.
    db().run_script("CREATE SEQUENCE sent");
    write("1.sql", "INSERT INTO owners VALUES (nextval('sent'), 'Ada');");
    SUBCASE("a script with transaction control") {
        write("2.sql", "COMMIT;");
        CHECK(failure().kind() == error_kind::config);
    }
    SUBCASE("a data file with an unknown column") {
        write("2_things.csv", "owner_id,prcie\n1,2\n");
        CHECK(failure().hint() == "did you mean \"price\"?");
    }
    SUBCASE("a data file with a generated column") {
        write("2_things.csv", "owner_id,label\n1,2\n");
        CHECK(failure().kind() == error_kind::config);
    }
    CHECK(value("SELECT count(*) FROM owners") == "0");
    CHECK(value("SELECT is_called FROM sent") == "f");
}

TEST_CASE_FIXTURE(seed_fixture, "foreign keys hold by the order of files, or are deferred") {
    write("1_things.csv", "thing_id,owner_id\n1,1\n");
    write("2_owners.csv", "owner_id,name\n1,Ada\n");
    CHECK(failure().where()->line == 2);
    apply_options deferred;
    deferred.defer_foreign_keys = true;
    CHECK(apply(deferred).total().inserted == 2);
    CHECK(value("SELECT condeferrable FROM pg_constraint WHERE conname = 'things_owner_id_fkey'") ==
          "f");
    write("1_things.csv", "thing_id,owner_id\n2,7\n");
    CHECK(failure(deferred).where()->line == 2);
    CHECK(value("SELECT count(*) FROM things") == "1");
}

TEST_CASE_FIXTURE(seed_fixture, "files packed by gzip and zstd are read as they are") {
    write("1_owners.csv.gz", zipped_owners);
    // UPDATE owners SET name = name || ' twice';
    write(
        "2_more.sql.zst",
        std::string_view(
            "\x28\xB5\x2F\xFD\x04\x58\x59\x01\x00\x55\x50\x44\x41\x54\x45\x20\x6F\x77\x6E\x65\x72\x73\x20\x53\x45\x54\x20\x6E\x61\x6D\x65\x20\x3D\x20\x6E\x61\x6D\x65\x20\x7C\x7C\x20\x27\x20\x74\x77\x69\x63\x65\x27\x3B\x0A\xE8\xB7\xF9\xE0",
            56));
    apply();
    CHECK(value("SELECT string_agg(owner_id || name, ',') FROM owners") == "1zipped twice");
}

TEST_CASE_FIXTURE(seed_fixture, "embedded scripts, CSV and NDJSON load as files do") {
    const auto applied = [&] {
        // The set keeps the bytes: the list is gone when they are read.
        const seeding seeds({find_set(std::vector<embedded_file>{
            {"1_owners.csv.gz", std::string(zipped_owners)},
            {"2_owners.sql", "INSERT INTO owners VALUES (2, 'Bo') ON CONFLICT DO NOTHING;"},
            {"3_things.ndjson", "{\"thing_id\": 1, \"owner_id\": 1}\n"},
            {"4_things.csv", "thing_id,owner_id,price\n2,2,1.25\n"},
            {"other/1.sql", "INSERT INTO owners VALUES (9, 'other');"}})});
        return seeds.apply(db(), {});
    };
    const auto first = applied();
    REQUIRE(first.files.size() == 4);
    CHECK(first.files[0].file == "1_owners.csv.gz");
    CHECK(first.total().inserted == 4);
    CHECK(value("SELECT string_agg(concat_ws('/', thing_id, name, price), ' ' ORDER BY thing_id) "
                "FROM things JOIN owners USING (owner_id)") == "1/zipped/9.50 2/Bo/1.25");
    CHECK(value("SELECT count(*) FROM owners") == "2");
    CHECK(applied().total().skipped == 4);
}

TEST_CASE_FIXTURE(seed_fixture, "errors in embedded files name file and line") {
    const auto refusal = [&](const std::string& name, const std::string& bytes) {
        return test::caught<error>([&] {
            seeding({find_set(std::vector<embedded_file>{{name, bytes}})}).apply(db(), {});
        });
    };
    const auto script = refusal("1.sql", "SELECT 1;\nSELECT nothing;");
    REQUIRE(script.where());
    CHECK(script.where()->file == "1.sql");
    CHECK(script.where()->line == 2);
    // All bad rows: the bytes are read again for each.
    const auto rows = refusal("things.csv", "thing_id,price\n1,2\n2,cheap\n3,3\n4,-1\n");
    CHECK(rows.message().find("line 3") != std::string::npos);
    CHECK(rows.message().find("line 5") != std::string::npos);
    // Found at the end of the transaction, with a search of the bytes.
    db().run_script("ALTER TABLE things ALTER CONSTRAINT things_owner_id_fkey DEFERRABLE INITIALLY "
                    "DEFERRED");
    const auto orphan = refusal("things.csv", "thing_id,owner_id\n1,\n2,7\n");
    REQUIRE(orphan.where());
    CHECK(orphan.where()->line == 3);
}
