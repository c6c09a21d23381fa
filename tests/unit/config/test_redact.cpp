// SPDX-License-Identifier: MIT
#include <dunlin/config/redact.hpp>

#include <doctest/doctest.h>

#include <string>

using dunlin::config::holds_password;
using dunlin::config::redact;

TEST_CASE("passwords are masked in every place that libpq reads one from") {
    CHECK(redact("postgres://app:secret@db:5432/app") == "postgres://app:***@db:5432/app");
    CHECK(redact("postgresql:///db?password=secret&user=u") ==
          "postgresql:///db?password=***&user=u");
    CHECK(redact("postgresql:///db?user=u&sslpassword=secret") ==
          "postgresql:///db?user=u&sslpassword=***");
    CHECK(redact("host=db password=secret dbname=x") == "host=db password=*** dbname=x");
    CHECK(redact("password = 'a \\' b' host=db") == "password = *** host=db");
    CHECK(redact("sslpassword=secret") == "sslpassword=***");
}

TEST_CASE("names of passwords are known in every case and with every prefix") {
    CHECK(redact("host=db PASSWORD=secret dbname=x") == "host=db PASSWORD=*** dbname=x");
    CHECK(redact("Password = 'a b' host=db") == "Password = *** host=db");
    CHECK(redact("SSLPassword\t=\tsecret") == "SSLPassword\t=\t***");
    CHECK(redact("PGPASSWORD=secret psql") == "PGPASSWORD=*** psql");
    CHECK(redact("app_password=secret") == "app_password=***");
    CHECK(redact("postgresql:///db?PASSWORD=secret&user=u") ==
          "postgresql:///db?PASSWORD=***&user=u");
    CHECK(redact("postgresql:///db?user=u&sslpass%77ord=secret") ==
          "postgresql:///db?user=u&sslpass%77ord=***");
    CHECK(redact("host=db oauth_client_secret=secret") == "host=db oauth_client_secret=***");
    CHECK(redact("host=db scram_client_key=a scram_server_key=b") ==
          "host=db scram_client_key=*** scram_server_key=***");
}

TEST_CASE("what holds no password stays as it is") {
    for (const auto* text :
         {"", "local", "postgres://app@db:5432/app", "postgres://db:5432,db2:5433/app",
          "postgres://[::1]:5432/x", "host=db passfile=/x", "password_command=x",
          "password authentication failed for user \"app\"", "postgres://app:@db/x"}) {
        CHECK(redact(text) == text);
        CHECK_FALSE(holds_password(text));
    }
}

TEST_CASE("malformed and unusual forms leak nothing") {
    for (const auto* text :
         {"postgres://u:se@cret@h/db", "postgres://u:se/cret@h/db", "postgres://u:se:cret@h/db",
          "postgres://u:se?cret@h/db", "postgres://u:se cret@h/db", "postgres://u:secret",
          "//x://u:secret@h", "postgres://u:secret/db", "pass://:secret@", "password='secret",
          "password=se\\ cret", "postgresql://h/db?pass%77ord=secret",
          "postgresql://h/db?a=b&%70assword=secret&c=d", "postgres://u@h:5432/db?password=secret",
          "cannot connect to postgres://u:secret@h/db: refused",
          "a postgres://u:secret@h/a and postgres://v:secret@h/b", "password\t=\nsecret"}) {
        CAPTURE(text);
        CHECK(redact(text).find("cret") == std::string::npos);
        CHECK(holds_password(text));
    }
}

TEST_CASE("a variable in the place of the password is no password") {
    CHECK_FALSE(holds_password("postgres://app:${PASSWORD}@db/app"));
    CHECK(holds_password("postgres://app:x${PASSWORD}@db/app"));
}
