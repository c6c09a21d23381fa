// SPDX-License-Identifier: MIT
#include <dunlin/base/json_reader.hpp>
#include <dunlin/base/text.hpp>

#include <doctest/doctest.h>
#include <support/widget_program.hpp>

#include <functional>

using namespace dunlin::test;

namespace {

/// What was ever used to get from a value into a statement, and some that aims at this schema.
std::vector<std::string> attacks() {
    const std::vector<std::string> ends{"--", "/*", "#", ";", "\\g\n", ""};
    const std::vector<std::string> openings{"'",  "''",       "\"", "\\'", "$$",
                                            "$1", ":by_name", ")",  "'))"};
    const std::vector<std::string> bodies{" OR 1=1 ", "; DROP TABLE widgets; ",
                                          " UNION SELECT password_hash FROM users ",
                                          "; COPY users TO PROGRAM 'cat >&2'; "};
    std::vector<std::string> all{
        "'; UPDATE users SET roles = '{ADMIN}'; --",
        "1; COMMIT; DROP TABLE users CASCADE; --",
        "name; SELECT pg_sleep(10)",
        "(SELECT password_hash FROM users LIMIT 1)",
        "name ASC, (SELECT 1/0)",
        "CASE WHEN (SELECT true) THEN name ELSE category END",
        "%' AND password_hash LIKE '$2b$%",
        "\xE2\x80\x99 OR \xE2\x80\x99"
        "1\xE2\x80\x99=\xE2\x80\x99"
        "1",
        "\xCA\xBC; DROP TABLE widgets",
        "${jndi:ldap://x}",
        "%s%n%x",
        "{0}{}{{",
        "\\x27; DROP TABLE widgets; --",
        "U&'\\0027'",
        "E'\\''; DROP TABLE widgets; --",
        "\\.",
        "\\copy users to '/tmp/x'",
        "{\"a\": 1}, {\"b\": 2}",
        "{a,b}",
        "NULL",
    };
    for (const auto& opening : openings) {
        for (const auto& body : bodies) {
            for (const auto& end : ends) {
                std::string attack = opening;
                attack += body;
                attack += end;
                all.push_back(std::move(attack));
            }
        }
    }
    return all;
}

/// An input that any text may come through.
struct way_in {
    std::string name;
    std::function<std::vector<std::string>(const std::string&)> line;
};

std::vector<way_in> reading_ways() {
    using line = std::vector<std::string>;
    return {
        {"list --name",
         [](auto& a) {
             return line{"widget", "list", "--name=" + a};
         }},
        {"list --category",
         [](auto& a) {
             return line{"widget", "list", "--category=" + a};
         }},
        {"list --tag",
         [](auto& a) {
             return line{"widget", "list", "--tag=" + a};
         }},
        {"list --any-tag",
         [](auto& a) {
             return line{"widget", "list", "--any-tag=" + a};
         }},
        {"list --attribute",
         [](auto& a) {
             return line{"widget", "list", "--attribute=k=" + a};
         }},
        {"list --attribute key",
         [](auto& a) {
             return line{"widget", "list", "--attribute=" + a + "=1"};
         }},
        {"list --id",
         [](auto& a) {
             return line{"widget", "list", "--id=" + a};
         }},
        {"list --user",
         [](auto& a) {
             return line{"widget", "list", "--user=" + a};
         }},
        {"list --order-by",
         [](auto& a) {
             return line{"widget", "list", "--order-by=" + a};
         }},
        {"list --order-by direction",
         [](auto& a) {
             return line{"widget", "list", "--order-by=name:" + a};
         }},
        {"list --after",
         [](auto& a) {
             return line{"widget", "list", "--after=" + a};
         }},
        {"list --created-after",
         [](auto& a) {
             return line{"widget", "list", "--created-after=" + a};
         }},
        {"list --columns",
         [](auto& a) {
             return line{"widget", "list", "--columns=" + a};
         }},
        {"list --rows",
         [](auto& a) {
             return line{"widget", "list", "--rows=" + a};
         }},
        {"search",
         [](auto& a) {
             return line{"widget", "search", "--snippets", "--", a};
         }},
        {"report --user",
         [](auto& a) {
             return line{"widget", "report", "rank", "--user=" + a};
         }},
        {"get",
         [](auto& a) {
             return line{"widget", "get", "--", a};
         }},
        {"delete",
         [](auto& a) {
             return line{"widget", "delete", "--yes", "--", a};
         }},
        {"report --rows",
         [](auto& a) {
             return line{"widget", "report", "counts", "--rows=" + a};
         }},
        {"update --remove-part of nobody",
         [](auto& a) {
             return line{"widget", "update", admin_id, "--remove-part=" + a};
         }},
        {"report kind",
         [](auto& a) {
             return line{"widget", "report", "--", a};
         }},
        {"export --attribute",
         [](auto& a) {
             return line{"widget", "export", "--attribute=k=" + a};
         }},
        {"import --input-format",
         [](auto& a) {
             return line{"widget", "import", "--input-format=" + a};
         }},
        {"import --on-conflict",
         [](auto& a) {
             return line{"widget", "import", "--on-conflict=" + a};
         }},
        {"--format",
         [](auto& a) {
             return line{"widget", "list", "--format=" + a};
         }},
        {"query -p",
         [](auto& a) {
             return line{"query", "SELECT count(*) FROM widgets WHERE name = :x", "-p", "x=" + a};
         }},
        {"query -p name",
         [](auto& a) {
             return line{"query", "SELECT 1", "-p", a + "=1"};
         }},
        {"query --explain",
         [](auto& a) {
             return line{"query", "SELECT 1", "--explain=" + a};
         }},
        {"seed --set",
         [](auto& a) {
             return line{"seed", "--set=" + a};
         }},
        {"seed load table",
         [](auto& a) {
             return line{"seed", "load", "--", a, "-"};
         }},
        {"seed load --on-conflict",
         [](auto& a) {
             return line{"seed", "load", "parts", "-", "--on-conflict=" + a};
         }},
        {"seed load --null",
         [](auto& a) {
             return line{"seed", "load", "parts", "-", "--null=" + a};
         }},
        {"seed generate table",
         [](auto& a) {
             return line{"seed", "generate", "--rows=1", "--", a};
         }},
        {"user list --name",
         [](auto& a) {
             return line{"user", "list", "--name=" + a};
         }},
        {"user list --department",
         [](auto& a) {
             return line{"user", "list", "--department=" + a};
         }},
        {"user list --order-by",
         [](auto& a) {
             return line{"user", "list", "--order-by=" + a};
         }},
        {"user list --after",
         [](auto& a) {
             return line{"user", "list", "--after=" + a};
         }},
        {"user update --if-unmodified-since",
         [](auto& a) {
             return line{"user", "update", "user@example.com", "--name=x",
                         "--if-unmodified-since=" + a};
         }},
        {"user delete",
         [](auto& a) {
             return line{"user", "delete", "--yes", "--", a};
         }},
        {"user list --email",
         [](auto& a) {
             return line{"user", "list", "--email=" + a};
         }},
        {"user list --role",
         [](auto& a) {
             return line{"user", "list", "--role=" + a};
         }},
        {"user get",
         [](auto& a) {
             return line{"user", "get", "--", a + "@x.yz"};
         }},
    };
}

struct guarded : widget_program {
    /// Everything that is kept, as one digest.
    std::string state() {
        return ask("SELECT md5(string_agg(t, '|')) FROM (SELECT w::text AS t FROM widgets w "
                   "UNION ALL SELECT u::text FROM users u UNION ALL SELECT p::text FROM parts p "
                   "UNION ALL SELECT c.relname FROM pg_class c WHERE relnamespace = "
                   "'public'::regnamespace ORDER BY 1) AS all_rows");
    }
    /// A hash has no business on stdout or stderr, nor has a server error in the text of a query.
    static void check_silent(const dunlin::test::outcome& result) {
        CHECK(result.out.find("$2b$10$") == std::string::npos);
        CHECK(result.err.find("$2b$10$") == std::string::npos);
        CHECK(result.err.find("(42") == std::string::npos); // syntax error, undefined anything
    }
};

} // namespace

TEST_CASE_FIXTURE(guarded, "nothing that is read into a value changes or leaks anything") {
    const auto before = state();
    const auto texts = attacks();
    const auto ways = reading_ways();
    CHECK(texts.size() >= 200);
    std::size_t attempts = 0;
    // Every text through one way in, every way in by nine texts and more.
    for (std::size_t i = 0; i < texts.size() * 2; ++i) {
        const auto& way = ways[i % ways.size()];
        const auto& text = texts[(i * 7 + i / texts.size()) % texts.size()];
        CAPTURE(way.name);
        CAPTURE(text);
        const auto result = run(way.line(text));
        const bool refused = result.exit_code == 2 || result.exit_code == 5;
        const bool no_table = result.exit_code == 1 && way.name.ends_with("table");
        CHECK((result.exit_code == 0 || refused || no_table));
        check_silent(result);
        ++attempts;
    }
    CHECK(attempts >= 400);
    CHECK(state() == before);
}

TEST_CASE_FIXTURE(guarded, "what is written is kept as the text that it is") {
    std::string array;
    std::vector<std::string> kept;
    for (const auto& attack : attacks()) {
        const std::string text(dunlin::trim(attack)); // as a name is
        if (text.find('\n') != std::string::npos) {
            continue; // no name holds a control character
        }
        kept.push_back(text);
        const std::string quoted = dunlin::json_quote(text);
        array += array.empty() ? "[" : ",";
        array += R"({"user_id":")" + gopher_id + R"(","category":"attack","name":)" + quoted +
                 R"(,"description":)" + quoted + R"(,"parts":[{"name":)" + quoted +
                 R"(}],"tags":[)" + quoted + R"(],"attributes":{)" + quoted + ":" + quoted + "}}";
    }
    const auto result = run({"widget", "create", "--stdin", "-o", "ndjson"}, array + "]");
    CHECK(result.exit_code == 0);
    CHECK(count("category = 'attack' AND tags = ARRAY[name] AND "
                "attributes = jsonb_build_object(name, name) AND description = name AND "
                "EXISTS (SELECT FROM parts WHERE parts.widget_id = widgets.widget_id AND "
                "parts.name = widgets.name)") == static_cast<std::int64_t>(kept.size()));
    const auto csv = run({"widget", "export", "--category", "attack"}).out;
    db().run("DELETE FROM widgets WHERE category = 'attack'", {});
    CHECK(run({"widget", "import"}, csv).exit_code == 0);
    CHECK(run({"widget", "export", "--category", "attack"}).out == csv);
    for (std::size_t i = 0; i < kept.size(); i += 8) {
        CAPTURE(kept[i]);
        const auto found = run({"widget", "list", "--category", "attack", "--name=" + kept[i],
                                "--tag=" + kept[i], "-o", "ndjson", "--columns", "name"});
        CHECK(found.out == "{\"name\":" + dunlin::json_quote(kept[i]) + "}\n");
    }
}

TEST_CASE_FIXTURE(guarded, "what a query is given comes back as the text that it is") {
    const auto before = state();
    const auto texts = attacks();
    for (std::size_t i = 0; i < texts.size(); i += 8) {
        CAPTURE(texts[i]);
        const auto result =
            run({"query", "SELECT :x::text AS x", "-p", "x=" + texts[i], "-o", "ndjson", "-vv"});
        REQUIRE(result.exit_code == 0);
        CHECK(dunlin::json_string(dunlin::json_members(result.out)[0].second) == texts[i]);
        CHECK(result.err.find(texts[i]) == std::string::npos);
    }
    CHECK(state() == before);
}

TEST_CASE_FIXTURE(guarded, "what a seed loads is kept as the text that it is") {
    db().run_script("CREATE TABLE kept (n int, t text)");
    const auto before = state();
    const auto texts = attacks();
    std::string csv = "n,t\n";
    std::string ndjson;
    for (std::size_t i = 0; i < texts.size(); ++i) {
        const std::string number = std::to_string(i);
        std::string doubled;
        for (const char c : texts[i]) {
            doubled.append(c == '"' ? 2 : 1, c);
        }
        csv += number + ",\"" + doubled + "\"\n";
        ndjson += "{\"n\":" + number + ",\"t\":" + dunlin::json_quote(texts[i]) + "}\n";
    }
    CHECK(run({"seed", "load", "kept", "-"}, csv).exit_code == 0);
    CHECK(run({"seed", "load", "kept", "-", "--input-format", "ndjson"}, ndjson).exit_code == 0);
    const auto kept = db().run("SELECT count(*) FROM kept JOIN unnest(:texts::text[]) "
                               "WITH ORDINALITY AS given (t, n) ON kept.n = given.n - 1 AND "
                               "kept.t = given.t",
                               {{"texts", texts}});
    CHECK(kept[0].text(0) == std::to_string(2 * texts.size()));
    CHECK(state() == before);
}

TEST_CASE_FIXTURE(guarded, "names in the head of a file reach no statement") {
    const auto before = state();
    const auto texts = attacks();
    for (std::size_t i = 0; i < texts.size(); i += 12) {
        CAPTURE(texts[i]);
        std::string doubled;
        for (const char c : texts[i]) {
            doubled.append(c == '"' ? 2 : 1, c);
        }
        const std::string csv = "name,\"" + doubled + "\"\nx,y\n";
        const std::string object = "{" + dunlin::json_quote(texts[i]) + ":1}";
        for (const auto& result :
             {run({"seed", "load", "parts", "-"}, csv), run({"widget", "import"}, csv),
              run({"widget", "create", "--stdin"}, object),
              run({"user", "create", "--stdin"}, object),
              run({"seed", "load", "parts", "-", "--input-format", "ndjson"}, object + "\n")}) {
            CHECK((result.exit_code == 1 || result.exit_code == 2));
            check_silent(result);
        }
    }
    CHECK(state() == before);
}
