// SPDX-License-Identifier: MIT
// Which environment a database belongs to, and whether it is protected.
#include <dunlin/commands/target.hpp>
#include <dunlin/config/settings.hpp>

#include <doctest/doctest.h>

#include <string>
#include <vector>

using dunlin::commands::find_target;
using dunlin::commands::short_address;
using dunlin::config::known_database;

namespace {

const std::string prod = "postgres://app@db/prod";
const std::string tunnel = "postgres://app@localhost:7000/prod";
const std::string stage = "postgres://app@db/stage";

struct target_case {
    const char* description;
    std::string database;
    std::string chosen; ///< environment
    bool is_chosen_protected;
    std::vector<known_database> known;
    std::string expected; ///< in messages
    bool is_protected;
    bool is_of_environment;
};

const std::vector<known_database> both{{"production", prod, true}, {"staging", stage, false}};

} // namespace

TEST_CASE("a database belongs to the environment that dunlin.toml names it for") {
    const std::vector<target_case> cases{
        {"nothing is known", prod, "", false, {}, "app@db/prod", false, false},
        {"named by its environment", prod, "production", true, both, "app@db/prod (production)",
         true, true},
        {"named by its address", prod, "", false, both, "app@db/prod (production)", true, true},
        {"named under another environment", prod, "staging", false, both,
         "app@db/prod (production)", true, true},
        {"an unprotected one under a protected name", stage, "production", true, both,
         "app@db/stage (staging)", false, true},
        {"another database under a protected name may be a tunnel", tunnel, "production", true,
         both, "app@localhost:7000/prod (production)", true, false},
        {"another database under an unprotected name is nobody's", tunnel, "staging", false, both,
         "app@localhost:7000/prod", false, false},
        {"an environment without a database takes the line's",
         prod,
         "qa",
         false,
         {{"staging", stage, false}},
         "app@db/prod (qa)",
         false,
         false},
        {"the top level names no environment",
         prod,
         "",
         false,
         {{"", prod, false}},
         "app@db/prod",
         false,
         false},
        {"the top level protects", prod, "", true, {}, "app@db/prod", true, false},
        {"of two names the protected one counts",
         prod,
         "qa",
         false,
         {{"production", prod, true}, {"qa", prod, false}},
         "app@db/prod (production)",
         true,
         true},
        {"of two equal names the chosen one counts",
         prod,
         "qa",
         false,
         {{"dev", prod, false}, {"qa", prod, false}},
         "app@db/prod (qa)",
         false,
         true},
        {"a server that ends with the command is nobody's", "ephemeral", "production", true, both,
         "ephemeral", false, false},
        {"the private server may be an environment's",
         "local",
         "",
         false,
         {{"dev", "local", false}},
         "local (dev)",
         false,
         true},
    };
    for (const auto& c : cases) {
        CAPTURE(c.description);
        dunlin::config::settings settings;
        settings.database.value = c.database;
        settings.environment = c.chosen;
        settings.is_protected.value = c.is_chosen_protected;
        settings.known_databases = c.known;
        const auto target = find_target(
            settings, [](const auto& left, const auto& right) { return left == right; });
        CHECK(to_string(target) == c.expected);
        CHECK(target.is_protected == c.is_protected);
        CHECK(target.is_of_environment == c.is_of_environment);
    }
}

TEST_CASE("a short address has no scheme and no default port") {
    CHECK(short_address("postgres://app@db.example:5432/app") == "app@db.example/app");
    CHECK(short_address("postgres://app@db.example:5433/app") == "app@db.example:5433/app");
    CHECK(short_address("postgres://app@/app?host=/run/postgresql") ==
          "app@/app?host=/run/postgresql");
}
