// SPDX-License-Identifier: MIT
#include <dunlin/base/operation.hpp>
#include <dunlin/sqldb/connection.hpp>
#include <dunlin/sqldb/error.hpp>
#include <dunlin/sqldb/metrics.hpp>
#include <dunlin/sqldb/query.hpp>

#include <doctest/doctest.h>
#include <support/caught.hpp>
#include <support/database.hpp>

#include <algorithm>
#include <chrono>
#include <optional>
#include <string>
#include <vector>

using namespace dunlin;
using dunlin::test::caught;
using dunlin::test::test_database;

namespace {

struct recorded {
    std::string operation;
    std::optional<error_kind> failure;
    bool operator==(const recorded&) const = default;
};

} // namespace

TEST_CASE("statements and errors carry the operation and the id of their thread's scope") {
    const test_database database;
    std::vector<recorded> seen;
    sqldb::statement_recorder recorder([&](std::string_view operation,
                                           std::chrono::microseconds duration,
                                           std::optional<error_kind> failure) {
        CHECK(duration.count() >= 0);
        seen.push_back({std::string(operation), failure});
    });
    auto settings = database.config();
    settings.observer = &recorder;
    sqldb::connection db(settings);
    sqldb::exec(db, "SELECT 1");
    {
        const operation outer("widget.import");
        sqldb::exec(db, "SELECT 1");
        {
            const operation inner("widget.create", "42");
            const auto problem =
                caught<sqldb::sql_error>([&] { sqldb::exec(db, "SELECT 1 FROM missing"); });
            CHECK(problem.operation == "widget.create");
            CHECK(problem.id == "42");
            CHECK(caught<error>([&] {
                      sqldb::query_value<int>(db, "SELECT 1 WHERE false");
                  }).operation == "widget.create");
        }
        CHECK(caught<error>([] { throw error(error_kind::failed, "x"); }).operation ==
              "widget.import");
    }
    CHECK(caught<error>([] { throw error(error_kind::failed, "x"); }).operation.empty());
    CHECK(seen == std::vector<recorded>{{"", {}},
                                        {"widget.import", {}},
                                        {"widget.create", error_kind::undefined_table},
                                        {"widget.create", {}}});
}

TEST_CASE("the duration of a statement is counted in microseconds") {
    const test_database database;
    std::chrono::microseconds longest{0};
    sqldb::statement_recorder recorder(
        [&](std::string_view, std::chrono::microseconds duration, std::optional<error_kind>) {
            longest = std::max(longest, duration);
        });
    auto settings = database.config();
    settings.observer = &recorder;
    sqldb::connection db(settings);
    const auto begin = std::chrono::steady_clock::now();
    sqldb::exec(db, "SELECT pg_sleep(0.05)");
    CHECK(longest >= std::chrono::milliseconds(50));
    CHECK(longest <= std::chrono::steady_clock::now() - begin);
}
