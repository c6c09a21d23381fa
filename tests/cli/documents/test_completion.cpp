// SPDX-License-Identifier: MIT
#include "shells.hpp"

#include <doctest/doctest.h>

#include <string>

namespace {

using namespace dunlin::test;

/// A project of two migrations, an environment and a set, with no server.
struct project {
    project() {
        folder.write(".git/HEAD", "");
        folder.write("dunlin.toml", "database = \"local\"\n[env.staging]\n[env.production]\n");
        folder.write("migrations/1.01_users.sql", "SELECT 1;\n");
        folder.write("migrations/1.02_birds.sql", "SELECT 1;\n");
        folder.write("seed/demo/1.sql", "SELECT 1;\n");
    }
    temporary_folder folder;
};

} // namespace

TEST_CASE("bash completes verbs, their options, and values") {
    CHECK(has_word(bash_offers("dunlin "), "init"));
    CHECK(has_word(bash_offers("dunlin db "), "wait"));
    CHECK(!has_word(bash_offers("dunlin db "), "init"));
    CHECK(has_word(bash_offers("dunlin db drop --f"), "--force"));
    CHECK(has_word(bash_offers("dunlin db drop --fo"), "--format"));
    CHECK(has_word(bash_offers("dunlin db ping --format js"), "json"));
    CHECK(has_word(bash_offers("dunlin db ping --format=js"), "json"));
    CHECK(has_word(bash_offers("dunlin help db "), "wait"));
    CHECK(has_word(bash_offers("dunlin status --ledger g"), "goose"));
    CHECK(has_word(bash_offers("dunlin migrate up --source-format=f"), "flyway"));
    CHECK(has_word(bash_offers("dunlin migrate adopt --from d"), "dbmate"));
    CHECK(!has_word(bash_offers("dunlin migrate adopt --from d"), "dunlin"));
    CHECK(has_word(bash_offers("dunlin migrate convert x --to s"), "sqlx"));
    CHECK(!has_word(bash_offers("dunlin migrate convert x --to s"), "sqitch"));
    CHECK(has_word(bash_offers("dunlin --log-format "), "json"));
    CHECK(has_word(bash_offers("dunlin status --report "), "junit"));
}

TEST_CASE("bash finds the verb behind options with values") {
    CHECK(has_word(bash_offers("dunlin -d postgres://h/db db "), "wait"));
    CHECK(has_word(bash_offers("dunlin --database=postgres db "), "wait"));
    CHECK(has_word(bash_offers("dunlin -d init db "), "wait"));
}

TEST_CASE("bash offers what only the project knows") {
    const project here;
    const auto& folder = here.folder.path();
    CHECK(has_word(bash_offers("dunlin migrate to ", folder), "1.02"));
    CHECK(has_word(bash_offers("dunlin migrate up --to 1", folder), "1.01"));
    CHECK(has_word(bash_offers("dunlin status -e p", folder), "production"));
    CHECK(has_word(bash_offers("dunlin --env=s", folder), "staging"));
    CHECK(has_word(bash_offers("dunlin seed apply --set ", folder), "demo"));
    CHECK(has_word(bash_offers("dunlin widget list --order-by na", folder), "name:desc"));
    // To bash, what stands before a colon is a word of its own.
    CHECK(has_word(bash_offers("dunlin widget list --order-by name:d", folder), "desc"));
    CHECK(bash_offers("dunlin seed load ", folder) == "\n");
}

TEST_CASE("fish completes verbs, their options, and values") {
    CHECK(has_word(fish_offers("dunlin "), "init"));
    CHECK(has_word(fish_offers("dunlin db "), "wait"));
    CHECK(!has_word(fish_offers("dunlin db "), "init"));
    CHECK(has_word(fish_offers("dunlin -d init db "), "wait"));
    CHECK(has_word(fish_offers("dunlin db drop --f"), "--force"));
    CHECK(has_word(fish_offers("dunlin db ping --format js"), "json"));
    CHECK(has_word(fish_offers("dunlin help db "), "wait"));
    CHECK(has_word(fish_offers("dunlin status --ledger g"), "goose"));
    CHECK(has_word(fish_offers("dunlin migrate adopt --from d"), "dbmate"));
    CHECK(has_word(fish_offers("dunlin migrate convert x --to s"), "sqlx"));
    CHECK(has_word(fish_offers("dunlin --log-format "), "json"));
}

TEST_CASE("fish offers what only the project knows, with descriptions") {
    const project here;
    const auto& folder = here.folder.path();
    CHECK(fish_offers("dunlin migrate to 1.02", folder).find("1.02\tbirds") == 0);
    CHECK(has_word(fish_offers("dunlin status -e p", folder), "production"));
    CHECK(has_word(fish_offers("dunlin seed apply --set ", folder), "demo"));
    CHECK(has_word(fish_offers("dunlin user list --order-by na", folder), "name:desc"));
    CHECK(has_word(fish_offers("dunlin --env=s", folder), "--env=staging"));
}

TEST_CASE("fish offers files, or folders alone, where those are wanted") {
    const project here;
    const auto& folder = here.folder.path();
    CHECK(has_word(fish_offers("dunlin -C du", folder), "dunlin.toml"));
    CHECK(has_word(fish_offers("dunlin --config=du", folder), "--config=dunlin.toml"));
    CHECK(has_word(fish_offers("dunlin -m ", folder), "migrations/"));
    CHECK(!has_word(fish_offers("dunlin -m ", folder), "dunlin.toml"));
    CHECK(has_word(fish_offers("dunlin --migrations=mi", folder), "--migrations=migrations/"));
    CHECK(fish_offers("dunlin migrate up --steps ", folder) == "");
}

TEST_CASE("bash completes at a terminal") {
    const project here;
    shell_session bash("/bin/bash", {"--norc", "--noprofile", "-i"}, here.folder.path());
    bash.type("bind 'set enable-bracketed-paste off'; PS1=; source " +
              dunlin::test::source_path("completions/dunlin.bash") + "; echo re''ady\n");
    bash.wait_for("ready");
    CHECK(bash.completed("dunlin mig\t to 1.02\t") == "migrate to 1.02");
    CHECK(bash.completed("dunlin widget list --order-by name:d\t") ==
          "widget list --order-by name:desc");
    CHECK(bash.completed("dunlin status --env=pr\t") == "status --env=production");
    CHECK(bash.completed("dunlin widget list --order-by=name:d\t") ==
          "widget list --order-by=name:desc");
    CHECK(bash.completed("dunlin -C du\t") == "-C dunlin.toml");
    CHECK(bash.completed("dunlin --config=du\t") == "--config=dunlin.toml");
    CHECK(bash.completed("dunlin -m mi\t") == "-m migrations/");
    CHECK(bash.completed("dunlin -m du\t") == "-m du");
    CHECK(bash.completed("dunlin migrate up --steps du\t") == "migrate up --steps du");
    bash.type("COMP_WORDBREAKS=${COMP_WORDBREAKS//[:=]/}\n");
    CHECK(bash.completed("dunlin widget list --order-by=name:d\t") ==
          "widget list --order-by=name:desc");
}

TEST_CASE("zsh completes at a terminal") {
    const project here;
    shell_session zsh("/usr/bin/zsh", {"-f", "-i"}, here.folder.path());
    zsh.type("fpath=(" + dunlin::test::source_path("completions") +
             " $fpath); autoload -Uz compinit; compinit -u -D; "
             "unset zle_bracketed_paste; bindkey -e; PS1= RPS1= PROMPT_EOL_MARK=; LISTMAX=10000; "
             "print re''ady\n");
    zsh.wait_for("ready");
    CHECK(zsh.completed("dunlin db wa\t") == "db wait");
    CHECK(zsh.completed("dunlin db drop --forc\t") == "db drop --force");
    CHECK(zsh.completed("dunlin db ping --format js\t") == "db ping --format json");
    CHECK(zsh.completed("dunlin migrate to 1.02\t") == "migrate to 1.02");
    CHECK(zsh.completed("dunlin status -e prod\t") == "status -e production");
    CHECK(zsh.completed("dunlin status --env=prod\t") == "status --env=production");
    CHECK(zsh.completed("dunlin widget list --order-by name:d\t") ==
          "widget list --order-by name:desc");
    CHECK(zsh.completed("dunlin help migrate pl\t") == "help migrate plan");
    CHECK(zsh.completed("dunlin -C du\t") == "-C dunlin.toml");
    CHECK(zsh.completed("dunlin --config=du\t") == "--config=dunlin.toml");
    // zsh removes the slash of a folder again when the cursor goes away.
    CHECK(zsh.completed("dunlin -m mi\t") == "-m migrations");
    CHECK(zsh.completed("dunlin seed du\t") == "seed dunlin.toml");
    // What is ambiguous is listed, with descriptions.
    zsh.type("dunlin migrate to 1.0\t\t");
    zsh.wait_for("birds");
}
