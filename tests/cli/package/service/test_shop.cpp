// SPDX-License-Identifier: MIT
// The service's own test. Each case has a database of its own, on DUNLIN_TEST_DATABASE or on a
// server that is started for the test.
#include "shop.hpp"

#include <dunlin/sqldb/query.hpp>
#include <dunlin/testing/database.hpp>

#include <shop/migrations.hpp>
#include <shop/seeds.hpp>

#include <cstdio>
#include <thread>

namespace {

using namespace std::chrono_literals;

int failures = 0;

void check(bool holds, const char* what) {
    if (!holds) {
        std::fprintf(stderr, "failed: %s\n", what);
        ++failures;
    }
}

dunlin::testing::database_options seeded() {
    dunlin::testing::database_options options;
    options.embedded = shop::migrations();
    options.embedded_seeds = shop::seeds();
    return options;
}

void a_new_database_is_prepared_once() {
    const dunlin::testing::database database;
    const auto first = shop::prepare(database.config());
    const auto second = shop::prepare(database.config());
    check(first.migrations == shop::migrations().size(), "all migrations are applied");
    check(first.seeds > 0, "seeds are inserted");
    check(second.migrations == 0 && second.seeds == 0, "another start changes nothing");
    check(second.version == first.version, "the version stays");
}

void a_category_is_listed_by_name() {
    const dunlin::testing::database database(seeded());
    shop::catalogue catalogue(database.config());
    const auto tools = catalogue.in_category("Tools");
    check(tools.size() == 4, "there are four tools");
    check(tools.front().name.text() == "Adjustable wrench", "the first by name is first");
    check(catalogue.in_category("none").empty(), "an unknown category is empty");
    check(catalogue.metrics().find(
              "db_operation_duration_seconds_count{operation=\"widget.query\"} 2") !=
              std::string::npos,
          "both queries are measured");
}

void a_category_is_moved_as_a_whole() {
    const dunlin::testing::database database(seeded());
    shop::catalogue catalogue(database.config());
    const auto all =
        catalogue.in_category("Tools").size() + catalogue.in_category("Lighting").size();
    // Conflicts between them are retried.
    std::thread other([&] { catalogue.move_category("Lighting", "Tools"); });
    catalogue.move_category("Tools", "Lighting");
    other.join();
    const auto tools = catalogue.in_category("Tools").size();
    check(tools == 0 || tools == all, "one move came after the other");
    check(tools + catalogue.in_category("Lighting").size() == all, "no widget is lost");
}

void a_query_ends_at_its_deadline() {
    const dunlin::testing::database database(seeded());
    shop::catalogue catalogue(database.config());
    check(catalogue.count_parts(60s) == 32, "there are 32 parts");
    dunlin::sqldb::connection other(database.config());
    dunlin::sqldb::transaction lock(other);
    dunlin::sqldb::exec(lock, "LOCK TABLE parts IN ACCESS EXCLUSIVE MODE");
    check(!catalogue.count_parts(50ms), "a count that must wait is given up");
    check(catalogue.metrics().find("operation=\"parts.count\",kind=\"") != std::string::npos,
          "its failure is counted");
    lock.rollback();
    check(catalogue.count_parts(60s) == 32, "the next one is answered");
    const auto statistics = catalogue.statistics();
    check(statistics.lent == 3 && statistics.open == statistics.idle, "all connections are back");
    check(catalogue.shutdown(10s), "nothing runs at the end");
}

} // namespace

int main() {
    a_new_database_is_prepared_once();
    a_category_is_listed_by_name();
    a_category_is_moved_as_a_whole();
    a_query_ends_at_its_deadline();
    return failures == 0 ? 0 : 1;
}
