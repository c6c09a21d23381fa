// SPDX-License-Identifier: MIT
#include "examples.hpp"

#include <dunlin/lint/rule.hpp>

#include <doctest/doctest.h>

#include <string>

using namespace dunlin;
using dunlin::test::measured;

namespace {

/// An example that cannot run in a transaction is not measured, except for what stays.
bool is_measured(std::string_view example) {
    return example.find("CONCURRENTLY") == std::string_view::npos || example.starts_with("REFRESH");
}

void check_bad(const lint::rule& rule, const measured& done) {
    const std::string id(rule.id);
    CHECK_MESSAGE(done.sqlstate ==
                      (rule.effect.sqlstate.empty() ? "00000" : std::string(rule.effect.sqlstate)),
                  id);
    CHECK_MESSAGE((rule.effect.lock.empty() || done.lock == rule.effect.lock), id, ": ", done.lock);
    CHECK_MESSAGE((!rule.effect.rewrites || done.rewrote), id);
    CHECK_MESSAGE((!rule.effect.scans || done.scanned), id);
}

void check_good(const lint::rule& rule, const measured& done) {
    const std::string id(rule.id);
    CHECK_MESSAGE(done.sqlstate == "00000", id);
    // The same work under a weaker lock is what the good example is for.
    const bool is_as_locked =
        rule.effect.lock.empty() || !test::is_weaker(done.lock, rule.effect.lock);
    CHECK_MESSAGE((!rule.effect.rewrites || !done.rewrote || !is_as_locked), id);
    CHECK_MESSAGE((!rule.effect.scans || !done.scanned || !is_as_locked), id);
    const bool is_about_the_lock = rule.family == lint::family::locks &&
                                   !rule.effect.lock.empty() && !rule.effect.rewrites &&
                                   !rule.effect.scans;
    CHECK_MESSAGE((!is_about_the_lock || test::is_weaker(done.lock, rule.effect.lock)), id, ": ",
                  done.lock);
}

} // namespace

TEST_CASE("the server does with each rule's examples what the rule says") {
    test::example_database database;
    for (const lint::rule* rule : lint::rules()) {
        if (rule->id.starts_with("allowance-")) {
            continue;
        }
        const measured bad = database.run(rule->bad);
        if (is_measured(rule->bad)) {
            check_bad(*rule, bad);
        }
        const measured good = database.run(rule->good);
        if (is_measured(rule->good)) {
            check_good(*rule, good);
        } else {
            CHECK_MESSAGE(good.sqlstate == "00000", std::string(rule->id));
        }
    }
}

TEST_CASE("the server sees no hazard where no rule does") {
    test::example_database database;
    for (const std::string harmless : {
             "ALTER TABLE widgets ADD COLUMN seen_at timestamptz NOT NULL DEFAULT now()",
             "ALTER TABLE widgets ADD COLUMN day date NOT NULL DEFAULT now()::date",
             "ALTER TABLE widgets ADD COLUMN at timestamptz DEFAULT CURRENT_TIMESTAMP",
             "ALTER TABLE widgets ALTER COLUMN code TYPE varchar",
             "ALTER TABLE widgets ALTER COLUMN code TYPE text",
             "ALTER TABLE widgets ADD COLUMN owner_id bigint REFERENCES categories",
             "ALTER TABLE widgets ADD CONSTRAINT k UNIQUE USING INDEX widgets_code_idx",
         }) {
        const measured done = database.run(harmless);
        CHECK_MESSAGE(done.sqlstate == "00000", harmless);
        CHECK_MESSAGE(!done.rewrote, harmless);
        CHECK_MESSAGE(!done.scanned, harmless);
    }
}
