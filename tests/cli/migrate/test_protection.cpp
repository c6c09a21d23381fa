// SPDX-License-Identifier: MIT
// Which databases are protected, and what every verb of the program does there.
#include "project.hpp"

#include <dunlin/sqldb/connection.hpp>
#include <dunlin/sqldb/query.hpp>

#include <doctest/doctest.h>
#include <support/golden.hpp>
#include <support/proxy.hpp>
#include <support/server.hpp>

#include <algorithm>
#include <filesystem>
#include <set>

using namespace migrate_test;
using dunlin::test::proxy;
using dunlin::test::run_in_terminal;
using dunlin::test::run_program;
using dunlin::test::server_socket;
using dunlin::test::shown;
using dunlin::test::temporary_folder;

namespace {

using words = std::vector<std::string>;

/// What a verb does to the database.
enum class effect {
    none,    ///< it reads, or works on files and servers alone
    adds,    ///< it changes what is protected without asking
    guarded, ///< it wants the name
};

struct verb {
    std::string path;
    effect what;
    words arguments{}; ///< with which it would do something, where that is guarded
};

/// Every verb there is, so that a new one must be entered here and thought about.
const std::vector<verb>& verbs() {
    const std::string id = "5cf37266-3473-4006-984f-9325122678b7";
    static const std::vector<verb> all{
        {"completion", effect::none},
        {"config", effect::none},
        {"config check", effect::none},
        {"db create", effect::adds},
        {"db drop", effect::guarded},
        {"db ping", effect::none},
        {"db roles", effect::guarded, {"--apply", "--prefix", "none_of_these"}},
        {"db wait", effect::none},
        {"help", effect::none},
        {"init", effect::none},
        {"local destroy", effect::guarded},
        {"local start", effect::none},
        {"local status", effect::none},
        {"local stop", effect::none},
        {"local url", effect::none},
        {"migrate adopt", effect::guarded, {"--back", "--from", "dbmate"}},
        {"migrate baseline", effect::guarded, {"1"}},
        {"migrate check", effect::none},
        {"migrate convert", effect::none},
        {"migrate down", effect::guarded, {"--steps", "1"}},
        {"migrate history", effect::none},
        {"migrate lint", effect::none},
        {"migrate new", effect::none},
        {"migrate plan", effect::none},
        {"migrate redo", effect::guarded},
        {"migrate renumber", effect::none},
        {"migrate repair", effect::guarded, {"--unmark", "2"}},
        {"migrate to", effect::guarded, {"1"}},
        {"migrate up", effect::adds},
        {"query", effect::guarded, {"--write", "INSERT INTO kept VALUES (1)"}},
        {"schema dump", effect::none},
        {"schema fingerprint", effect::none},
        {"schema show", effect::none},
        {"seed", effect::guarded},
        {"seed apply", effect::guarded},
        {"seed generate", effect::guarded, {"kept", "--rows", "3"}},
        {"seed list", effect::none},
        {"seed load", effect::guarded, {"kept", "kept.csv"}},
        {"status", effect::none},
        {"user create",
         effect::guarded,
         {"--name", "A", "--email", "a@example.com", "--password-stdin", "--cost", "4"}},
        {"user delete", effect::guarded, {"a@example.com"}},
        {"user get", effect::none},
        {"user list", effect::none},
        {"user update", effect::guarded, {"a@example.com", "--name", "B"}},
        {"widget create", effect::guarded, {"--user", id, "--name", "A", "--category", "B"}},
        {"widget delete", effect::guarded, {id}},
        {"widget export", effect::none},
        {"widget get", effect::none},
        {"widget import", effect::guarded, {"-", "--user", id}},
        {"widget list", effect::none},
        {"widget report", effect::none},
        {"widget search", effect::none},
        {"widget update", effect::guarded, {id, "--name", "B"}},
    };
    return all;
}

/// CSV for an import whose first line is a password that is long enough.
constexpr auto both_inputs = "name,category\nA,B\n";

words split(const std::string& text) {
    words arguments(1);
    for (const char c : text) {
        c == ' ' ? void(arguments.emplace_back()) : arguments.back().push_back(c);
    }
    return arguments;
}

words operator+(words left, const words& right) {
    left.insert(left.end(), right.begin(), right.end());
    return left;
}

/// Two migrations, a seed and a table; the widgets' tables are there for what needs them.
struct protected_project : project {
    protected_project() {
        write_two(*this);
        folder.write("seed/1_kept.sql", "INSERT INTO kept VALUES (2);\n");
        folder.write("kept.csv", "n\n7\n");
        execute("CREATE TABLE kept (n int)");
    }
    void protect() const {
        folder.write("dunlin.toml",
                     "[env.production]\ndatabase = \"" + database.url() + "\"\nprotected = true\n");
    }
    void execute(const std::string& sql) const {
        dunlin::sqldb::connection db(database.config());
        db.run_script(sql);
    }
    [[nodiscard]] std::string ask(const std::string& sql) const {
        dunlin::sqldb::connection db(database.config());
        return dunlin::sqldb::query_value<std::string>(db, sql);
    }
    /// All that a refused verb could have changed.
    [[nodiscard]] std::string state() const {
        return ask("SELECT (SELECT count(*) FROM kept) || ' ' || (SELECT count(*) FROM "
                   "dunlin.migrations) || ' ' || (SELECT count(*) FROM dunlin.events) || ' ' || "
                   "(SELECT count(*) FROM pg_class WHERE relkind = 'r') || ' ' || "
                   "(SELECT count(*) FROM pg_roles WHERE rolname LIKE 'none\\_of\\_these%')");
    }
    [[nodiscard]] dunlin::test::outcome without_variables(const words& arguments,
                                                          const std::string& input = "") const {
        return run_program(arguments, {.input = input, .folder = folder.path()});
    }
    [[nodiscard]] std::string marks() const {
        return ask("SELECT coalesce(string_agg(detail || ' by ' || actor, ', '), '') FROM "
                   "dunlin.events WHERE action = 'protect'");
    }
};

} // namespace

TEST_CASE("the table above has every verb of the program") {
    std::set<std::string> documented;
    for (const auto& entry :
         std::filesystem::directory_iterator(dunlin::test::source_path("man"))) {
        const std::string name = entry.path().stem();
        constexpr std::string_view prefix = "dunlin-";
        if (name.starts_with(prefix) && entry.path().extension() == ".1") {
            documented.insert(name.substr(prefix.size()));
        }
    }
    std::set<std::string> known;
    for (const auto& verb : verbs()) {
        std::string name = verb.path;
        std::replace(name.begin(), name.end(), ' ', '-');
        known.insert(name);
    }
    for (const char* group : {"db", "local", "migrate", "schema", "user", "widget"}) {
        documented.erase(group); // pages of words that only gather verbs
    }
    for (const auto& name : documented) {
        CHECK_MESSAGE(known.contains(name), name, " is missing in the table");
    }
    CHECK(known == documented);
}

TEST_CASE("on a protected database every change wants its environment's name") {
    const protected_project p;
    REQUIRE(p.run({"migrate", "up"}).exit_code == 0);
    p.protect();
    const std::string before = p.state();
    for (const auto& verb : verbs()) {
        if (verb.what != effect::guarded || verb.path == "local destroy") {
            continue;
        }
        CAPTURE(verb.path);
        // By its address, and not by its environment.
        const words line = words{"-d", p.database.url()} + split(verb.path) + verb.arguments;
        for (const words& more :
             {words{}, {"--yes"}, {"--confirm", "staging"}, {"--confirm", p.database.name()}}) {
            const auto refused = p.without_variables(line + more, both_inputs);
            CHECK(refused.exit_code == 8);
            CHECK(contains(refused.err, "production"));
            CHECK(contains(refused.err, p.database.name()));
        }
    }
    CHECK(p.state() == before);
}

TEST_CASE("with the environment's name every change happens") {
    const protected_project p;
    REQUIRE(p.run({"migrate", "up"}).exit_code == 0);
    p.protect();
    const auto confirmed = [&](const words& line) {
        return p.without_variables(words{"-e", "production", "--confirm", "production"} + line);
    };
    const std::string where = shown(p.database.url()) + " (production)";
    const auto down = confirmed({"migrate", "down"});
    CHECK(down.exit_code == 0);
    CHECK(contains(down.err, "reverted 1 migration in " + where + " in "));
    CHECK(confirmed({"migrate", "redo"}).exit_code == 0);
    // --confirm includes --yes.
    CHECK(confirmed({"migrate", "to", "0"}).exit_code == 0);
    CHECK(confirmed({"migrate", "baseline", "1"}).exit_code == 0);
    const auto repair = confirmed({"migrate", "repair", "--mark", "2"});
    CHECK(contains(repair.err, "corrected the ledger of " + where));
    CHECK(confirmed({"migrate", "adopt", "--back", "--from", "dbmate"}).exit_code == 0);
    CHECK(confirmed({"seed"}).exit_code == 0);
    CHECK(confirmed({"seed", "load", "kept", "kept.csv"}).exit_code == 0);
    CHECK(confirmed({"seed", "generate", "kept", "--rows", "1"}).exit_code == 0);
    CHECK(confirmed({"query", "-w", "INSERT INTO kept VALUES (9)"}).exit_code == 0);
    CHECK(p.ask("SELECT count(*)::text FROM kept") == "4");
    const auto drop = confirmed({"db", "drop"});
    CHECK(drop.err == "dropped database " + where + "\n");
}

TEST_CASE("what takes nothing back needs no name, and a wrong one is refused anywhere") {
    const protected_project p;
    p.protect();
    const words here{"-e", "production"};
    for (const words& line : std::vector<words>{{"migrate", "up"},
                                                {"migrate", "to", "2"},
                                                {"status"},
                                                {"migrate", "plan"},
                                                {"migrate", "down", "--dry-run"},
                                                {"migrate", "repair", "--unmark", "2", "--dry-run"},
                                                {"query", "SELECT 1"},
                                                {"db", "roles"},
                                                {"db", "ping"},
                                                {"db", "create", "--if-missing"}}) {
        CAPTURE(line);
        CHECK(p.without_variables(here + line).exit_code == 0);
        const auto wrong = p.without_variables(here + line + words{"--confirm", "staging"});
        CHECK(wrong.exit_code == 8);
        CHECK(contains(wrong.err, "--confirm staging does not name "));
        CHECK(p.without_variables(here + line + words{"--confirm", "production"}).exit_code == 0);
    }
}

TEST_CASE("a wrong name is refused also by verbs that use no database") {
    const protected_project p;
    p.protect();
    const std::vector<words> lines{{"completion", "bash"},
                                   {"config"},
                                   {"config", "check"},
                                   {"help", "seed"},
                                   {"migrate", "check"},
                                   {"migrate", "new", "third"},
                                   {"migrate", "convert", "--to", "goose", "converted"},
                                   {"seed", "list"},
                                   {"init"}};
    for (const words& line : lines) {
        CAPTURE(line);
        const words here{"-e", "production"};
        const auto wrong = p.without_variables(here + line + words{"--confirm", "staging"});
        CHECK(wrong.exit_code == 8);
        CHECK(wrong.out.empty());
        CHECK(contains(wrong.err, "--confirm staging does not name "));
        CHECK(p.without_variables(here + line + words{"--confirm", "production"}).exit_code == 0);
    }
    CHECK(contains(p.run({"migrate", "check", "--confirm", "staging"}).err,
                   "its name is production"));
}

TEST_CASE("without a configured database no name is right") {
    const temporary_folder empty;
    const auto wrong = run_program({"init", "--confirm", "production"}, {.folder = empty.path()});
    CHECK(wrong.exit_code == 8);
    CHECK(contains(wrong.err, "--confirm production names no database"));
    CHECK(std::filesystem::is_empty(empty.path()));
}

TEST_CASE("the private server is confirmed by an environment or a database on it") {
    const temporary_folder folder;
    folder.write("dunlin.toml", "database = \"postgresql://127.0.0.1:1/far\"\n"
                                "[env.demo]\ndatabase = \"local:shop\"\n");
    const auto status = [&](const std::string& name) {
        return run_program({"local", "status", "--confirm", name}, {.folder = folder.path()});
    };
    CHECK(status("demo").exit_code == 0);
    CHECK(status("shop").exit_code == 0);
    CHECK(status("dunlin").exit_code == 0);
    const auto wrong = status("far");
    CHECK(wrong.exit_code == 8);
    CHECK(contains(wrong.err, "--confirm far does not name the project's private server"));
}

TEST_CASE("a database without an environment is confirmed by its own name") {
    const protected_project p;
    for (const words& line : std::vector<words>{{"migrate", "up"}, {"status"}, {"seed"}}) {
        CAPTURE(line);
        CHECK(p.run(line + words{"--confirm", "production"}).exit_code == 8);
        CHECK(p.run(line + words{"--confirm", p.database.name()}).exit_code == 0);
    }
}

TEST_CASE("a migrate up under a protected environment marks the ledger, once") {
    const protected_project p;
    REQUIRE(p.run({"migrate", "up"}).exit_code == 0);
    CHECK(p.marks() == "");
    p.protect();
    const words up{"-e", "production", "migrate", "up"};
    REQUIRE(p.without_variables(up).exit_code == 0); // which finds nothing to do
    const std::string mark = p.marks();
    CHECK(mark.starts_with("production by "));
    p.write("3_third.sql", "SELECT 1;");
    REQUIRE(p.without_variables(up).exit_code == 0);
    REQUIRE(p.without_variables(up).exit_code == 0);
    CHECK(p.marks() == mark);
}

TEST_CASE("the mark protects whoever connects, by whatever way") {
    const protected_project p;
    p.protect();
    REQUIRE(p.without_variables({"-e", "production", "migrate", "up"}).exit_code == 0);
    p.folder.write("dunlin.toml", "");
    // Another host, as through a tunnel, and no word of an environment.
    const temporary_folder sockets;
    const proxy tunnel(server_socket(), sockets.path());
    const std::string url = "host=" + tunnel.host() +
                            " port=5432 user=" + p.ask("SELECT session_user::text") +
                            " dbname=" + p.database.name();
    const std::string before = p.state();
    for (const auto& verb : verbs()) {
        if (verb.what != effect::guarded || verb.path == "local destroy") {
            continue;
        }
        CAPTURE(verb.path);
        const words line = words{"-d", url} + split(verb.path) + verb.arguments;
        for (const words& more : {words{}, {"--yes"}, {"--confirm", p.database.name()}}) {
            const auto refused = p.without_variables(line + more, both_inputs);
            CHECK(refused.exit_code == 8);
            CHECK(contains(refused.err, "production"));
        }
    }
    CHECK(p.state() == before);
    const auto status = p.without_variables({"-d", url, "status", "-o", "json"});
    CHECK(contains(status.out, "\"environment\":\"production\""));
    CHECK(p.without_variables({"-d", url, "status", "--confirm", "production"}).exit_code == 0);
    CHECK(p.without_variables({"-d", url, "status", "--confirm", "staging"}).exit_code == 8);
    CHECK(
        p.without_variables({"-d", url, "migrate", "down", "--confirm", "production"}).exit_code ==
        0);
    CHECK(p.without_variables(
               {"-d", url, "query", "-w", "DELETE FROM kept", "--confirm", "production"})
              .exit_code == 0);
}

TEST_CASE("a snapshot that dunlin.toml names as another environment's is not protected") {
    const protected_project p;
    p.protect();
    REQUIRE(p.without_variables({"-e", "production", "migrate", "up"}).exit_code == 0);
    p.folder.write("dunlin.toml", "[env.staging]\ndatabase = \"" + p.database.url() + "\"\n");
    for (const words& line : std::vector<words>{{"migrate", "down"},
                                                {"migrate", "up"},
                                                {"seed"},
                                                {"query", "-w", "DELETE FROM kept"},
                                                {"db", "drop", "--yes"}}) {
        CAPTURE(line);
        CHECK(p.without_variables(words{"-e", "staging"} + line).exit_code == 0);
    }
}

TEST_CASE("an unprotected environment without a database of its own names nothing") {
    const protected_project p;
    p.protect();
    REQUIRE(p.without_variables({"-e", "production", "migrate", "up"}).exit_code == 0);
    p.folder.write("dunlin.toml", "[env.staging]\n");
    CHECK(p.run({"-e", "staging", "migrate", "down"}).exit_code == 8);
}

TEST_CASE("an environment on the line goes before DUNLIN_DATABASE") {
    const protected_project p;
    const dunlin::test::test_database staging;
    p.folder.write("dunlin.toml", "[env.production]\ndatabase = \"" + p.database.url() +
                                      "\"\nprotected = true\n[env.staging]\ndatabase = \"" +
                                      staging.url() + "\"\n");
    REQUIRE(p.without_variables({"-e", "production", "migrate", "up"}).exit_code == 0);
    REQUIRE(p.without_variables({"-e", "staging", "migrate", "up"}).exit_code == 0);
    // p.run() sets DUNLIN_DATABASE to the database of production.
    const auto down = p.run({"-e", "staging", "migrate", "down"});
    CHECK(down.exit_code == 0);
    CHECK(contains(down.err, shown(staging.url()) + " (staging)"));
    CHECK(p.ask("SELECT count(*)::text FROM dunlin.migrations") == "2");
}

TEST_CASE("a ledger that this role may not read is taken for protected") {
    const protected_project p;
    REQUIRE(p.run({"migrate", "up"}).exit_code == 0);
    const std::string role = p.database.name() + "_reader";
    p.execute("CREATE ROLE " + role + " LOGIN; GRANT ALL ON kept TO " + role);
    const std::string url = dunlin::test::with_user(p.database.url(), role);
    const words write{"-d", url, "query", "-w", "DELETE FROM kept"};
    const auto refused = p.without_variables(write);
    CHECK(refused.exit_code == 8);
    CHECK(
        contains(refused.err, "may not read dunlin.events, which records whether it is protected"));
    CHECK(p.without_variables(write + words{"--confirm", p.database.name()}).exit_code == 0);
    p.execute("GRANT USAGE ON SCHEMA dunlin TO " + role + "; GRANT SELECT ON dunlin.events TO " +
              role);
    CHECK(p.without_variables(write).exit_code == 0);
    p.execute("DROP OWNED BY " + role + "; DROP ROLE " + role);
}

TEST_CASE("at a terminal the name is typed, and yes is not one") {
    const protected_project p;
    p.protect();
    REQUIRE(p.without_variables({"-e", "production", "migrate", "up"}).exit_code == 0);
    const auto type = [&](const words& line, const std::string& answer) {
        return run_in_terminal(line, 200, {.input = answer, .folder = p.folder.path()});
    };
    const words down{"-e", "production", "migrate", "down"};
    for (const std::string answer : {"y\n", "yes\n", "\n", "Production\n"}) {
        const auto refused = type(down, answer);
        CHECK(refused.exit_code == 8);
        CHECK(contains(refused.out, "Type production to continue: "));
        CHECK(contains(refused.out, shown(p.database.url()) + " (production)"));
    }
    CHECK(type(down + words{"--yes"}, "y\n").exit_code == 8);
    CHECK(p.ask("SELECT count(*)::text FROM dunlin.migrations") == "2");
    CHECK(type(down, "production\n").exit_code == 0);
    CHECK(p.ask("SELECT count(*)::text FROM dunlin.migrations") == "1");
}

TEST_CASE("the private server is not destroyed where it is a protected environment's") {
    const temporary_folder folder;
    folder.write("dunlin.toml", "[env.demo]\ndatabase = \"local:shop\"\nprotected = true\n");
    const auto run = [&](const words& line) {
        return run_program(line, {.folder = folder.path()});
    };
    REQUIRE(run({"-d", "local", "local", "start"}).exit_code == 0);
    CHECK(run({"local", "destroy"}).exit_code == 8);
    CHECK(run({"local", "destroy", "--yes"}).exit_code == 8);
    CHECK(run({"local", "destroy", "--confirm", "demo"}).exit_code == 0);
}
