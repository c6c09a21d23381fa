// SPDX-License-Identifier: MIT
#include "handle.hpp"
#include "option_environment.hpp"

#include <doctest/doctest.h>
#include <support/environment.hpp>

#include <atomic>
#include <cstdlib>
#include <list>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

using namespace dunlin::sqldb;
using dunlin::test::scoped_variable;

namespace {

std::string value_of(const char* name) {
    const char* value = std::getenv(name);
    return value == nullptr ? "(unset)" : value;
}

std::string sslmode_for(const config& settings, const conninfo& options = {}) {
    const option_environment environment(settings, options);
    return value_of("PGSSLMODE");
}

config without_tls() {
    config settings;
    settings.disable_tls = true;
    return settings;
}

config on_its_own() {
    config settings;
    settings.ignore_environment = true;
    return settings;
}

/// The variables of all of libpq's keywords, with a value each.
std::list<scoped_variable> all_variables() {
    std::list<scoped_variable> set;
    const options_handle keywords(PQconninfoParse("", nullptr));
    for (const auto* keyword = keywords.get(); keyword->keyword != nullptr; ++keyword) {
        if (keyword->envvar != nullptr) {
            set.emplace_back(keyword->envvar, "decoy");
        }
    }
    set.emplace_back("PGSERVICEFILE", "decoy");
    return set;
}

} // namespace

TEST_CASE("TLS is the default, and a PGSSLMODE of the user stays") {
    {
        const scoped_variable mode("PGSSLMODE", std::nullopt);
        CHECK(sslmode_for({}) == "require");
        CHECK(sslmode_for(without_tls()) == "disable");
        CHECK(value_of("PGSSLMODE") == "(unset)");
    }
    const scoped_variable mode("PGSSLMODE", "verify-full");
    CHECK(sslmode_for({}) == "verify-full");
    CHECK(sslmode_for(without_tls()) == "verify-full");
}

TEST_CASE("where libpq knows the system's certificates it accepts verify-full alone") {
    const scoped_variable mode("PGSSLMODE", std::nullopt);
    const std::string expected = PQlibVersion() >= 160000 ? "verify-full" : "require";
    CHECK(sslmode_for({}, {{"sslrootcert", "system"}}) == expected);
    const scoped_variable root("PGSSLROOTCERT", "system");
    CHECK(sslmode_for({}) == expected);
    CHECK(sslmode_for({}, {{"sslrootcert", "file"}}) == "require");
}

TEST_CASE("of all that libpq would read nothing is left for settings that ignore it") {
    const auto set = all_variables();
    REQUIRE(set.size() > 20);
    {
        const option_environment environment(on_its_own(), {});
        for (char** variable_text = environ; *variable_text != nullptr; ++variable_text) {
            const std::string_view variable(*variable_text);
            CHECK_MESSAGE((!variable.starts_with("PG") || variable == "PGSSLMODE=require" ||
                           variable.find("decoy") == variable.npos),
                          variable);
        }
    }
    CHECK(value_of("PGHOSTADDR") == "decoy");
    CHECK(value_of("PGSERVICEFILE") == "decoy");
}

TEST_CASE("threads whose settings differ wait for each other") {
    const scoped_variable mode("PGSSLMODE", std::nullopt);
    const scoped_variable host("PGHOST", "example");
    std::atomic<int> wrong{0};
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i) {
        threads.emplace_back([&wrong, i] {
            const auto settings = i % 2 == 0 ? without_tls() : on_its_own();
            for (int round = 0; round < 500; ++round) {
                const option_environment environment(settings, {});
                const bool right = value_of("PGSSLMODE") == (i % 2 == 0 ? "disable" : "require") &&
                                   value_of("PGHOST") == (i % 2 == 0 ? "example" : "(unset)");
                wrong += right ? 0 : 1;
            }
        });
    }
    for (auto& thread : threads) {
        thread.join();
    }
    CHECK(wrong == 0);
    CHECK(value_of("PGHOST") == "example");
}
