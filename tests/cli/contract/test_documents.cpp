// SPDX-License-Identifier: MIT
// Every verb that reports, in both JSON formats, against the schema that is installed.
#include "contract.hpp"

#include <dunlin/base/file.hpp>
#include <dunlin/sqldb/connection.hpp>

#include <support/golden.hpp>

#include <algorithm>
#include <filesystem>
#include <set>

using namespace dunlin::test;

namespace {

struct call {
    std::string verb;
    std::vector<std::string> arguments;
    std::string input{};
    int exit_code = 0;
    std::set<std::string> formats{"json", "ndjson"};
};

constexpr auto user = "45b5fbd3-755f-4379-8f07-a58d4a30fa2f";
constexpr auto widget = "f5057fee-4c3e-4459-82dd-21250b729601";
constexpr auto new_id = "11111111-1111-4111-8111-111111111111";
constexpr auto other_user = "22222222-2222-4222-8222-222222222222";

/// In an order in which each finds what it needs.
std::vector<call> calls(const std::string& other_database) {
    return {
        {"init", {"fresh"}},
        {"migrate check", {"broken"}, "", 2},
        {"migrate lint", {"dangerous"}, "", 9},
        {"migrate lint", {"--explain", "set-not-null"}},
        {"migrate lint", {"--rules"}},
        {"migrate new", {"another_table"}},
        {"migrate renumber", {"1", "-m", "late"}},
        {"migrate baseline", {"1.01", "--dry-run"}},
        {"migrate plan", {}},
        {"migrate plan", {"-m", "fly", "--ledger", "flyway"}},
        {"migrate plan", {"-m", "liqui", "--ledger", "liquibase"}},
        {"migrate up", {"--dry-run"}},
        {"migrate up", {}},
        {"migrate up", {}},
        {"status", {}},
        {"migrate down", {}},
        {"migrate to", {"1.11"}},
        {"migrate redo", {}},
        {"migrate history", {"--limit", "2"}},
        {"migrate repair", {"--unmark", "1.05", "--dry-run"}},
        {"migrate adopt", {"--back", "--from", "dbmate", "--dry-run"}},
        {"migrate convert", {"goose", "--to", "goose", "--dry-run"}},
        {"schema show", {}},
        {"schema show", {"widgets"}},
        {"schema show", {"*", "--kind", "index"}},
        {"schema dump", {"--data", "widgets"}},
        {"schema fingerprint", {}},
        {"schema fingerprint", {"--objects"}},
        {"schema fingerprint", {"--check", "schema.fingerprint"}, "", 9},
        {"seed", {}},
        {"seed apply", {"--set", "default"}},
        {"seed list", {}},
        {"seed load", {"parts", "parts.csv"}},
        {"seed generate", {"widgets", "--rows", "3"}},
        {"seed generate", {"widgets", "--rows", "3", "--plan"}},
        {"query", {"select 1 as a, null as b, '{1,2}'::int[] as c, '{\"x\":1}'::jsonb as d"}},
        {"query", {"--explain", "select 1"}},
        {"query", {"select 1 as a; select 2 as b"}, "", 0, {"json"}},
        {"query", {"--write", "delete from parts"}},
        {"user create",
         {"--id", other_user, "--name", "Bea", "--email", "bea@example.com", "--cost", "4",
          "--password-stdin"},
         "a long enough password\n"},
        {"user get", {user}},
        {"user list", {}},
        {"user list", {"--columns", "id,password_hash"}},
        {"user update", {other_user, "--name", "Bea Bird"}},
        {"widget create",
         {"--id", new_id, "--user", user, "--name", "Bird table", "--category", "Garden", "--tag",
          "wood"}},
        {"widget get", {widget}},
        {"widget list", {"--rows", "2"}},
        {"widget list", {"--all"}},
        {"widget search", {"lamp", "--snippets"}},
        {"widget report", {"parts"}},
        {"widget report", {"rank"}},
        {"widget report", {"counts", "--all"}},
        {"widget report", {"categories"}},
        {"widget update", {new_id, "--name", "Bird house"}},
        {"widget import", {"-", "--user", user}, "name,category\nNest,Garden\n"},
        {"widget delete", {new_id}},
        {"user delete", {other_user, "--yes"}},
        {"db create", {"-d", other_database}},
        {"db create", {"-d", other_database, "--if-missing"}},
        {"db drop", {"-d", other_database, "--yes"}},
        {"db drop", {"-d", other_database, "--yes", "--if-exists"}},
        {"db ping", {}},
        {"db wait", {}},
        {"db roles", {}},
        {"local status", {}},
        {"local start", {}},
        {"local status", {}},
        {"local url", {}},
        {"local stop", {}},
        {"local destroy", {"--yes"}},
        {"config", {}},
        {"config check", {"--config", "other.toml"}},
    };
}

class project {
public:
    project() {
        for (const std::string name : {"migrations", "seed"}) {
            std::filesystem::copy(source_path(name), folder_ / name);
        }
        folder_.write("broken/create_a.sql", "SELECT 1;\n");
        folder_.write("late/1_a.sql", "SELECT 1;\n");
        folder_.write("late/2_b.sql", "SELECT 2;\n");
        folder_.write("dangerous/1_a.sql", "ALTER TABLE t ALTER COLUMN a SET NOT NULL;\n"
                                           "CREATE INDEX ON t (a);\n");
        folder_.write("fly/V1__a.sql", "SELECT 1;\n");
        folder_.write("fly/beforeMigrate.sql", "SELECT 1;\n");
        folder_.write("fly/afterEachMigrate.sql", "VACUUM;\n");
        folder_.write("liqui/a.sql", "--liquibase formatted sql\n--changeset j:1\n"
                                     "--preconditions onFail:MARK_RAN\n"
                                     "--precondition-sql-check expectedResult:0 SELECT 1\n"
                                     "SELECT 1;\n");
        folder_.write(
            "schema.fingerprint",
            "sha256:1:" +
                std::to_string(dunlin::sqldb::connection(database_.config()).server_version() /
                               10000) +
                ":" + std::string(64, '0') + "\n" + std::string(64, '0') + "  table public.gone\n");
        // A password in it that others may read is something to report.
        folder_.write("other.toml", "database = \"postgres://u:secret@h/db\"\n");
        std::filesystem::permissions(folder_ / "other.toml", std::filesystem::perms{0644});
        folder_.write("parts.csv", "part_id,widget_id,name,quantity\n"
                                   "8d9b4a5e-55d5-4f53-9d43-0d6b8d5b8f10," +
                                       std::string(widget) + ",Spring,2\n");
    }
    outcome run(const call& what, const std::string& format) const {
        std::vector<std::string> words = lines_of(what.verb);
        std::replace(words[0].begin(), words[0].end(), ' ', '\n');
        words = lines_of(words[0]);
        words.insert(words.end(), what.arguments.begin(), what.arguments.end());
        words.insert(words.end(), {"--format", format});
        return run_program(words, {.environment = {{"DUNLIN_DATABASE", database_.url()}},
                                   .input = what.input,
                                   .folder = folder_.path()});
    }
    [[nodiscard]] std::string other_database() const {
        return with_database(database_.url(), database_.name() + "_other");
    }

private:
    temporary_folder folder_;
    test_database database_;
};

/// Runs all and returns the verbs that wrote something.
std::set<std::string> check_all(const std::string& format) {
    const project here;
    std::set<std::string> written;
    auto all = calls(here.other_database());
    if (format == "ndjson") {
        all.push_back({"widget export", {}});
    }
    for (const call& call : all) {
        if (!call.formats.contains(format)) {
            continue;
        }
        const auto run = here.run(call, format);
        CHECK_MESSAGE(run.exit_code == call.exit_code, call.verb, ": ", run.err);
        const auto definitions = definitions_of(call.verb, format);
        CHECK_MESSAGE(!definitions.empty(), call.verb, " has no entry in x-verbs");
        const auto documents = format == "json" ? std::vector{run.out} : lines_of(run.out);
        for (const auto& document : documents) {
            check_valid(document, definitions, call.verb);
            written.insert(call.verb);
        }
    }
    return written;
}

void check_nothing_was_left_out(const std::set<std::string>& written, const std::string& format) {
    for (const auto& verb : verbs_of_schema()) {
        const bool writes = !definitions_of(verb, format).empty();
        CHECK_MESSAGE(written.count(verb) == (writes ? 1 : 0), verb,
                      " is described in the schema: add a call to this test");
    }
}

} // namespace

TEST_CASE("the JSON of every verb is what the schema describes") {
    check_nothing_was_left_out(check_all("json"), "json");
}

TEST_CASE("the NDJSON of every verb is what the schema describes") {
    check_nothing_was_left_out(check_all("ndjson"), "ndjson");
}

TEST_CASE("the version as JSON is what the schema describes") {
    check_valid(run_program({"--version", "--format", "json"}).out, {"version"}, "--version");
}

TEST_CASE("the validator finds what is wrong") {
    CHECK(find_violations(R"({"schema":1,"url":"x"})", "url").empty());
    CHECK(find_violations(R"({"schema":1})", "url").size() == 1);
    CHECK(find_violations(R"({"schema":2,"url":"x"})", "url").size() == 1);
    CHECK(find_violations(R"({"schema":1,"url":"x","more":1})", "url").size() == 1);
    CHECK(find_violations(R"({"schema":1,"url":5})", "url").size() == 1);
    CHECK(find_violations(R"({"schema":1,"database":"d","environment":null,"deleted":["a",1]})",
                          "deleted")
              .size() == 1);
    CHECK(find_violations(R"("2026-01-01T00:00:00Z")", "time").empty());
    CHECK(find_violations(R"("2026-01-01 00:00:00")", "time").size() == 1);
    CHECK(find_violations("{", "url").size() == 1);
}
