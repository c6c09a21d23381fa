// SPDX-License-Identifier: MIT
#include <dunlin/user/password.hpp>

#include <doctest/doctest.h>
#include <support/widget_program.hpp>

using namespace dunlin::test;

namespace {

struct users_by_json : widget_program {
    std::string kept(const std::string& expression, const std::string& email) {
        return ask("SELECT " + expression + " FROM users WHERE email = '" + email + "'");
    }
    std::string refused(const std::vector<std::string>& line, const std::string& input) {
        const auto result = run(line, input);
        CHECK(result.exit_code == 2);
        CHECK(result.out.empty());
        CHECK((result.out + result.err).find("correct horse") == std::string::npos);
        return result.err.substr(0, result.err.find('\n'));
    }
};

const std::vector<std::string> create{"user", "create", "--stdin", "--cost", "4"};
const std::vector<std::string> update{"user",    "update", "user@example.com",
                                      "--stdin", "--cost", "4"};

} // namespace

TEST_CASE_FIXTURE(users_by_json, "JSON on stdin makes a user, with the options on top") {
    const auto result =
        run({"user", "create", "--stdin", "--cost", "4", "--department", "Navy", "--columns",
             "name,email,roles,department,enabled", "-o", "ndjson"},
            R"({"name": "Gr\u00e4ce", "email": "Grace@Example.com", "roles": ["admin"],
                              "department": null, "enabled": false, "password": "correct horse"})");
    CHECK(result.err == "created 1 user in " + place() + "\n");
    CHECK(result.out == "{\"name\":\"Gr\xC3\xA4"
                        "ce\",\"email\":\"grace@example.com\",\"roles\":[\"ADMIN\"],"
                        "\"department\":\"Navy\",\"enabled\":false}\n");
    CHECK(dunlin::user::password_hash::parse(kept("password_hash", "grace@example.com"))
              .matches("correct horse"));
}

TEST_CASE_FIXTURE(users_by_json, "several users in one array are made all or none") {
    const auto two = run(create, R"([{"name": "One", "email": "1@example.com",
                                      "password": "correct horse"},
                                     {"name": "Two", "email": "2@example.com",
                                      "password": "battery staple"}])");
    CHECK(two.exit_code == 0);
    CHECK(two.out.find("$2b$") == std::string::npos);
    CHECK(kept("roles", "2@example.com") == "{USER}");
    const auto taken = run(create, R"([{"name": "Three", "email": "3@example.com",
                                        "password": "correct horse"},
                                       {"name": "Two", "email": "2@example.com",
                                        "password": "correct horse"}])");
    CHECK(taken.exit_code == 1);
    CHECK(ask("SELECT count(*) FROM users") == "4");
}

TEST_CASE_FIXTURE(users_by_json, "a change in JSON leaves the rest, and null takes away") {
    CHECK(kept("department", "user@example.com") == "Engineering");
    CHECK(run(update, R"({"department": null, "name": "Una"})").exit_code == 0);
    CHECK(kept("name || coalesce(department, ' has none')", "user@example.com") == "Una has none");
    CHECK(kept("enabled", "user@example.com") == "t");
    // What get shows can be given back; the dates are passed over.
    const auto shown = run({"user", "get", "user@example.com", "-o", "ndjson"}).out;
    CHECK(run(update, shown).exit_code == 0);
    CHECK(run(update, R"({"password": "battery staple"})").exit_code == 0);
    CHECK(dunlin::user::password_hash::parse(kept("password_hash", "user@example.com"))
              .matches("battery staple"));
}

TEST_CASE_FIXTURE(users_by_json, "mistakes in JSON are named, and never with the password") {
    const std::string head = R"({"password": "correct horse", "name": "x")";
    CHECK(refused(create, head + "}") == "error: email: is required");
    CHECK(refused(create, R"({"name": "x", "email": "x@example.com"})") ==
          "error: password: is required");
    CHECK(refused(create, head + R"(, "rolls": []})")
              .starts_with(
                  "error: a user has no field \"rolls\"; its fields are id, name, email, roles"));
    CHECK(refused(create, head + R"(, "roles": "ADMIN"})") ==
          "error: roles: must be an array of strings");
    CHECK(refused(create, head + R"(, "enabled": 1})") == "error: enabled: must be true or false");
    CHECK(refused(create, head + R"(, "name": "y"})") == "error: name: is given twice");
    CHECK(refused(create, head + " oops").starts_with("error: line 1:43: malformed JSON"));
    CHECK(refused({"user", "create", "--stdin", "--password-stdin"}, head + "}") ==
          "error: --stdin and --password-stdin both read stdin");
    CHECK(refused(update, "{}") == "error: no changes given");
    CHECK(refused({"user", "update", gopher_id, "--stdin"}, R"({"id": ")" + admin_id + "\"}") ==
          "error: the id in the JSON object is not the one to update");
    CHECK(ask("SELECT count(*) FROM users") == "2");
}
