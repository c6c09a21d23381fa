// SPDX-License-Identifier: MIT
#include "verbs.hpp"

namespace faults {
namespace {

const std::string admin = "5cf37266-3473-4006-984f-9325122678b7";
const std::string wrench = "f5057fee-4c3e-4459-82dd-21250b729601";
const std::string widget_csv = "name,category,user_id\nw,c," + admin + "\n";
constexpr std::string_view sleep = "pg_sleep";
constexpr auto copy = verb_use::target::copy;

} // namespace

const std::vector<verb_use>& verb_uses() {
    // The folders stand beside each other in the project's folder; see test_frozen.cpp.
    static const std::vector<verb_use> uses{
        {"migrate up", {"-m", "one"}, "", "", false, copy},
        {"migrate up", {"-m", "one"}, "", sleep, true, copy},
        {"migrate up", {"-m", "one", "--single-transaction"}, "", sleep, true, copy},
        {"migrate up", {"-m", "steps"}, "", sleep, true, copy},
        {"migrate up", {"-m", "waiting"}, "", "LOCK TABLE held", true, copy},
        {"migrate up", {"-m", "changelog"}, "", sleep, true, verb_use::target::without_history},
        {"migrate down", {"-m", "applied"}, "", "", false, copy},
        {"migrate redo", {"-m", "applied"}, "", "", false, copy},
        {"migrate to", {"-m", "applied", "0", "--yes"}, "", "", false, copy},
        {"migrate plan", {"-m", "one"}, "", "", false, copy},
        {"migrate baseline", {"-m", "one", "1"}, "", "", false, copy},
        {"migrate repair", {"-m", "applied", "--unmark", "1", "--yes"}, "", "", false, copy},
        {"migrate adopt", {"-m", "one"}, "", "", false, copy},
        {"migrate history", {"-m", "one"}, "", "", false},
        {"status", {"-m", "one"}, "", "", false},
        {"schema show", {"held"}, "", "", false},
        {"schema dump", {}, "", "", false},
        {"schema fingerprint", {}, "", "", false},
        {"query", {"SELECT 1"}, "", "", false},
        {"query", {"SELECT pg_sleep(3600)"}, "", sleep, true},
        {"query", {"SELECT 1; SELECT pg_sleep(3600)"}, "", sleep, true},
        {"query",
         {"SELECT g, pg_sleep(0.2) FROM generate_series(1, 100000) AS g"},
         "",
         sleep,
         true},
        {"query", {"--write", "INSERT INTO held SELECT 1 FROM pg_sleep(3600)"}, "", sleep, true},
        {"query", {"--watch", "10ms", "SELECT 1"}, "", "SELECT 1", false},
        {"seed", {}, "", "", false},
        {"seed apply", {}, "", "", false},
        {"seed apply", {}, "", sleep, true},
        {"seed load", {"held", "-"}, "n\n1\n", "", false},
        {"seed load", {"held", "-"}, "n\n1\n", "COPY", false},
        {"seed generate", {"held", "--rows", "5"}, "", "", false},
        {"widget create", {"--user", admin, "--name", "n", "--category", "c"}, "", "", false},
        {"widget get", {wrench}, "", "", false},
        {"widget list", {}, "", "", false},
        {"widget update", {wrench, "--name", "n"}, "", "", false},
        {"widget update", {wrench, "--name", "n"}, "", "FOR UPDATE", false},
        {"widget delete", {wrench, "--yes"}, "", "", false},
        {"widget search", {"wrench"}, "", "", false},
        {"widget report", {"parts"}, "", "", false},
        {"widget import", {}, widget_csv, "", false},
        {"widget import", {}, widget_csv, "COPY", false},
        {"widget export", {}, "", "", false},
        {"user create",
         {"--name", "n", "--email", "n@example.com", "--password-stdin", "--cost", "4"},
         "correct horse\n",
         "",
         false},
        {"user get", {admin}, "", "", false},
        {"user list", {}, "", "", false},
        {"user update", {admin, "--name", "n"}, "", "", false},
        {"user delete", {admin, "--yes"}, "", "", false},
        {"db create", {}, "", "", false},
        {"db drop", {"--yes"}, "", "", false},
        {"db ping", {}, "", "", false},
        {"db wait", {}, "", "", false},
        {"db roles", {"--apply", "--yes"}, "", "", false},
    };
    return uses;
}

} // namespace faults
