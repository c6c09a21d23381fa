// SPDX-License-Identifier: MIT
#include "project.hpp"

#include <doctest/doctest.h>

using namespace std::chrono_literals;
using dunlin::config::flags;
using dunlin::config::to_string;

TEST_CASE("defaults hold without a file") {
    const auto settings = project().load();
    CHECK(settings.migrations.value == "migrations");
    CHECK(settings.seed.value == "seed");
    CHECK(settings.ledger_schema.value == "dunlin");
    CHECK(settings.lock_timeout.value == 2s);
    CHECK(settings.lock_retries.value == 10);
    CHECK_FALSE(settings.is_protected.value);
    CHECK(to_string(settings.migrations.origin) == "default");
    CHECK(settings.file.empty());
}

TEST_CASE("an environment overrides the top level, key by key") {
    const project p(R"(
migrations = "db/migrations"
protected = false
[ledger]
schema = "ops"
[lock]
timeout = "5s"
retries = 3
wait = "1min"
[env.production]
protected = true
[env.production.lock]
timeout = "500ms"
)");
    flags command_line;
    command_line.environment = "production";
    const auto settings = p.load(command_line);
    CHECK(settings.environment == "production");
    CHECK(settings.migrations.value == "db/migrations");
    CHECK(settings.ledger_schema.value == "ops");
    CHECK(settings.lock_timeout.value == 500ms);
    CHECK(settings.lock_retries.value == 3);
    CHECK(settings.lock_wait.value == 60s);
    CHECK(settings.is_protected.value);
    CHECK(to_string(settings.is_protected.origin) == "dunlin.toml:11");
    CHECK_FALSE(p.load().is_protected.value);
}

TEST_CASE("the environment can be chosen by DUNLIN_ENV") {
    project p("[env.ci]\nseed = \"ci_seed\"\n");
    p.variables = {{"DUNLIN_ENV", "ci"}};
    CHECK(p.load().seed.value == "ci_seed");
}

TEST_CASE("the file is found from a folder below, its paths are relative to it") {
    const project p("migrations = \"db\"\n");
    p.write("src/deep/x", "");
    const auto settings = p.load({}, "src/deep");
    CHECK(settings.migrations.value == "../../db");
    CHECK(settings.seed.value == "../../seed");
    CHECK(to_string(settings.migrations.origin) == "../../dunlin.toml:1");
    CHECK(settings.root == p.folder);
}

TEST_CASE("the search ends at the root of the project") {
    const project p("migrations = \"db\"\n");
    std::filesystem::create_directories(p.folder / "inner/.git");
    CHECK(p.load({}, "inner").file.empty());
}

TEST_CASE("all environments of the file are listed") {
    CHECK(project("[env.b]\n[env.a]\n").load().environments == std::vector<std::string>{"a", "b"});
}

TEST_CASE("--config names the file, --migrations the folder as the user sees it") {
    const project p;
    p.write("conf/other.toml", "migrations = \"m\"\nseed = \"s\"\n");
    flags command_line;
    command_line.file = "conf/other.toml";
    CHECK(p.load(command_line).migrations.value == "conf/m");
    command_line.migrations = "elsewhere";
    const auto settings = p.load(command_line);
    CHECK(settings.migrations.value == "elsewhere");
    CHECK(to_string(settings.migrations.origin) == "--migrations");
    CHECK(settings.seed.value == "conf/s");
}

TEST_CASE("a password in a file that others may read is a warning") {
    const project p("[env.x]\ndatabase = \"postgres://u:secret@h/db\"\n");
    const auto allow = [&](unsigned mode, const char* file = "dunlin.toml") {
        std::filesystem::permissions(p.folder / file, std::filesystem::perms{mode});
    };
    CHECK(p.load().warnings.empty());
    allow(0640);
    REQUIRE(p.load().warnings.size() == 1);
    CHECK(p.load().warnings[0].find("its group can read it") != std::string::npos);
    allow(0644);
    const auto warnings = p.load().warnings;
    REQUIRE(warnings.size() == 1);
    CHECK(warnings[0].find("every user of this system can read it") != std::string::npos);
    CHECK(warnings[0].find("chmod 600 dunlin.toml") != std::string::npos);
    CHECK(warnings[0].find("secret") == std::string::npos);
    p.write("dunlin.toml", "[env.x]\ndatabase = \"postgres://u:${P}@h/db\"\n");
    allow(0644);
    CHECK(p.load().warnings.empty());
}

TEST_CASE("an env_file with a password is watched over as well") {
    const project p("env_file = \".env\"\n");
    for (const char* line : {"PGPASSWORD=secret\n", "URL=postgres://u:secret@h/db\n"}) {
        p.write(".env", line);
        CHECK(p.load().warnings.empty());
        std::filesystem::permissions(p.folder / ".env", std::filesystem::perms{0644});
        REQUIRE(p.load().warnings.size() == 1);
        CHECK(p.load().warnings[0].find(".env contains a password") == 0);
        CHECK(p.load().warnings[0].find("secret") == std::string::npos);
    }
    p.write(".env", "PGHOST=db\nPGPASSWORD=\n");
    std::filesystem::permissions(p.folder / ".env", std::filesystem::perms{0644});
    CHECK(p.load().warnings.empty());
}

TEST_CASE("the ledger's owners are a list of names, in which variables are replaced") {
    project p("[ledger]\nowners = [\"cloud_admin\", \"${TEAM}\"]\n");
    p.variables = {{"TEAM", "ops"}};
    CHECK(p.load().ledger_owners.value == std::vector<std::string>{"cloud_admin", "ops"});
    CHECK(project().load().ledger_owners.value.empty());
}
