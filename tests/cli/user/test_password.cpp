// SPDX-License-Identifier: MIT
#include <dunlin/user/password.hpp>

#include <doctest/doctest.h>
#include <support/widget_program.hpp>

using namespace dunlin::test;
using line = std::vector<std::string>;

namespace {

const line create{"user",   "create", "--name", "Grace", "--email", "grace@example.com",
                  "--cost", "4"};

struct passwords : widget_program {
    bool matches(const std::string& typed) {
        return dunlin::user::password_hash::parse(
                   ask("SELECT password_hash FROM users WHERE email = 'grace@example.com'"))
            .matches(typed);
    }
    static line with(line options, const line& more) {
        options.insert(options.end(), more.begin(), more.end());
        return options;
    }
};

} // namespace

TEST_CASE_FIXTURE(passwords, "a password comes from the first line of stdin") {
    CHECK(run(with(create, {"--password-stdin"}), "correct horse\r\nrest\n").exit_code == 0);
    CHECK(matches("correct horse"));
    CHECK(run({"user", "update", "grace@example.com", "--password-stdin", "--cost", "5"},
              "battery staple")
              .exit_code == 0);
    CHECK(matches("battery staple"));
    CHECK(ask("SELECT password_hash FROM users WHERE email = 'grace@example.com'")
              .starts_with("$2b$05$"));
}

TEST_CASE_FIXTURE(passwords, "a password is asked for twice on a terminal, and never shown") {
    const auto result = run_in_terminal(create, "correct horse\ncorrect horse\n");
    CHECK(result.exit_code == 0);
    CHECK(result.out.find("Password: ") != std::string::npos);
    CHECK(result.out.find("correct horse") == std::string::npos);
    CHECK(matches("correct horse"));
    const auto differ = run_in_terminal({"user", "update", "grace@example.com", "--password"},
                                        "battery staple\nbattery stable\n");
    CHECK(differ.exit_code == 2);
    CHECK(differ.out.find("the two passwords differ") != std::string::npos);
    CHECK(matches("correct horse"));
}

TEST_CASE_FIXTURE(passwords, "without a terminal the error names the other way") {
    const auto refused = run(create);
    CHECK(refused.exit_code == 2);
    CHECK(refused.err == "error: a password is required, but there is no terminal to prompt on\n"
                         "hint: pass it on standard input with --password-stdin\n");
    CHECK(run(with(create, {"--password-stdin"}), "short\n").err ==
          "error: password: must have at least 8 characters\n");
    CHECK(run(with(create, {"--password=secret12"})).exit_code == 2);
}

TEST_CASE_FIXTURE(passwords, "no output holds the hash or the password unless the hash is named") {
    for (const auto& command :
         {with(create, {"--password-stdin", "-vv"}), with(create, {"--password-stdin", "-vv"}),
          line{"user", "list", "-o", "json"}, line{"user", "list", "-o", "csv"},
          line{"user", "get", "grace@example.com", "-o", "vertical"},
          line{"user", "update", "grace@example.com", "--password-stdin", "-vv", "-o", "json"}}) {
        const auto result = run(command, "correct horse\n");
        CHECK(result.out.find("$2b$") == std::string::npos);
        CHECK(result.err.find("$2b$") == std::string::npos);
        CHECK((result.out + result.err).find("correct horse") == std::string::npos);
    }
    CHECK(run({"user", "get", "grace@example.com", "--columns", "password_hash", "-o", "csv"})
              .out.starts_with("password_hash\n$2b$10$"));
}

TEST_CASE_FIXTURE(passwords, "no output of a user verb shows a hash, whatever the table refuses") {
    CHECK(run(with(create, {"--password-stdin"}), "correct horse").exit_code == 0);
    const std::string hash =
        ask("SELECT password_hash FROM users WHERE email = 'grace@example.com'");
    const std::string method = hash.substr(0, 4);
    db().run_script("ALTER TABLE users ADD CONSTRAINT nobody CHECK (name <> 'Nobody'), "
                    "ADD CONSTRAINT elsewhere CHECK (department <> 'Nowhere')");
    const line refused{
        "user",   "create", "--name",    "Nobody", "--email",         "n@example.com",
        "--cost", "4",      "--columns", "id",     "--password-stdin"};
    const std::vector<line> lines{
        refused,
        with(refused, {"-vv"}),
        with(refused, {"-o", "json"}),
        with(refused, {"--log-format", "json"}),
        {"user", "update", "grace@example.com", "--name", "Nobody"},
        {"user", "update", "grace@example.com", "--department", "Nowhere", "-o", "json", "-vv"},
        {"user", "get", "grace@example.com", "-o", "json"},
        {"user", "list", "-o", "ndjson"}};
    for (const auto& options : lines) {
        CAPTURE(options[1]);
        const auto result = run(options, "correct horse");
        CHECK((result.out + result.err).find(method) == std::string::npos);
    }
    CHECK(run(refused, "correct horse").err.find("nobody") != std::string::npos);
    CHECK(run(refused, "correct horse").err.find("***") != std::string::npos);
    db().run_script("ALTER TABLE users DROP CONSTRAINT users_roles_known; "
                    "UPDATE users SET roles = '{KING}' WHERE email = 'grace@example.com'");
    const auto unknown = run({"user", "get", "grace@example.com"});
    CHECK(unknown.exit_code == 1);
    CHECK(unknown.err.starts_with("error: invalid value in table users, user_id "));
    CHECK(unknown.err.find("column roles: unknown role \"KING\"") != std::string::npos);
    CHECK(unknown.err.find(method) == std::string::npos);
}
