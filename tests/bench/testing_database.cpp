// SPDX-License-Identifier: MIT
// bench_testing_database MIGRATIONS SEED [ROUNDS]: what testing::database costs beside the two
// statements that it runs. Both are measured in turn on the same server and with the same template:
// that of DUNLIN_TEST_DATABASE, else one that is started for this run.
#include <dunlin/base/error.hpp>
#include <dunlin/sqldb/connection.hpp>
#include <dunlin/sqldb/query.hpp>
#include <dunlin/testing/database.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <vector>

namespace {

using namespace dunlin;
using milliseconds = std::chrono::duration<double, std::milli>;

constexpr auto template_sql = "SELECT datname::text FROM pg_database "
                              "WHERE starts_with(datname::text, 'dunlin_template_')";

template <class Work> double duration_of(Work&& work) {
    const auto start = std::chrono::steady_clock::now();
    work();
    return milliseconds(std::chrono::steady_clock::now() - start).count();
}

double median(std::vector<double> times) {
    const auto middle = times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2);
    std::nth_element(times.begin(), middle, times.end());
    return *middle;
}

void print(const char* what, const std::vector<double>& ours, const std::vector<double>& alone) {
    fmt::print("  {:<8} {:8.1f} ms {:8.1f} ms {:8.2f}\n", what, median(ours), median(alone),
               median(ours) / median(alone));
}

void measure(const testing::database_options& options, int rounds) {
    std::optional<testing::database> database;
    const double first = duration_of([&] { database.emplace(options); });
    sqldb::connection server([&] {
        sqldb::config settings = database->config();
        settings.name = "postgres";
        return settings;
    }());
    const std::string origin = sqldb::query_value<std::string>(server, template_sql);
    const std::string create = "CREATE DATABASE bench_copy TEMPLATE " + origin;
    std::vector<double> ours, alone, ours_dropped, alone_dropped;
    for (int i = 0; i < rounds; ++i) {
        ours_dropped.push_back(duration_of([&] { database.reset(); }));
        ours.push_back(duration_of([&] { database.emplace(options); }));
        alone.push_back(duration_of([&] { server.run(create, {}); }));
        alone_dropped.push_back(
            duration_of([&] { server.run("DROP DATABASE bench_copy WITH (FORCE)", {}); }));
    }
    fmt::print("testing::database beside CREATE DATABASE ... TEMPLATE and DROP DATABASE, median of "
               "{}:\n  {:<8} {:>11} {:>11} {:>8}\n",
               rounds, "", "testing", "statement", "ratio");
    print("create", ours, alone);
    print("drop", ours_dropped, alone_dropped);
    fmt::print("  the first one, which makes the template: {:.1f} ms\n", first);
    database.reset();
    testing::drop_template(options);
}

} // namespace

int main(int count, char** arguments) {
    if (count < 3) {
        std::fprintf(stderr, "usage: bench_testing_database MIGRATIONS SEED [ROUNDS]\n");
        return 2;
    }
    try {
        testing::database_options options;
        options.migrations = arguments[1];
        options.seed = arguments[2];
        testing::drop_template(options);
        measure(options, count > 3 ? std::atoi(arguments[3]) : 20);
    } catch (const error& problem) {
        std::fprintf(stderr, "%s\n", problem.what());
        return 1;
    }
}
