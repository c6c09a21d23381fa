// SPDX-License-Identifier: MIT
#include "seed_fixture.hpp"

using namespace dunlin;
using namespace dunlin::seeder;
using dunlin::test::seed_fixture;
using names = std::vector<std::string>;

namespace {

apply_options with(reset_mode mode) {
    apply_options options;
    options.reset = mode;
    return options;
}

} // namespace

TEST_CASE_FIXTURE(seed_fixture,
                  "a reset empties the tables of the set and starts their numbers anew") {
    write("1_owners.csv", "owner_id,name\n1,Ada\n");
    write("2_things.sql", "INSERT INTO things (owner_id) VALUES (1);");
    apply();
    db().run_script("INSERT INTO owners VALUES (9, 'stray'); INSERT INTO things DEFAULT VALUES;");
    const auto report = apply(with(reset_mode::set_only));
    CHECK(report.emptied == names{"public.owners", "public.things"});
    CHECK(report.total().inserted == 2);
    CHECK(value("SELECT string_agg(thing_id || ':' || owner_id, ',') FROM things") == "1:1");
    CHECK(value("SELECT string_agg(name, ',') FROM owners") == "Ada");
}

TEST_CASE_FIXTURE(seed_fixture, "a table outside the set is emptied only when it is said") {
    write("1_owners.csv", "owner_id,name\n1,Ada\n");
    db().run_script(
        "INSERT INTO owners VALUES (9, 'Ida'); INSERT INTO things (owner_id) VALUES (9);");
    const seeding run({find_set(folder().path(), "default")});
    const auto plan = run.plan_reset(db());
    CHECK(plan.tables == names{"public.owners"});
    CHECK(plan.referencing == names{"public.things"});
    const auto problem = failure(with(reset_mode::set_only));
    CHECK(problem.kind() == error_kind::refused);
    CHECK(problem.hint() == "add --cascade to truncate those tables too");
    CHECK(value("SELECT count(*) FROM things") == "1");
    CHECK(run.apply(db(), with(reset_mode::cascade)).emptied ==
          names{"public.owners", "public.things"});
    CHECK(value("SELECT count(*) FROM things") == "0");
}

TEST_CASE_FIXTURE(seed_fixture, "a failure after a reset brings the rows back") {
    db().run_script(
        "INSERT INTO owners VALUES (9, 'Ida'); INSERT INTO things (owner_id) VALUES (9);");
    const std::string before = digest();
    write("1_owners.csv", "owner_id,name\n1,Ada\nx,Bo\n");
    failure(with(reset_mode::cascade));
    CHECK(digest() == before);
}
