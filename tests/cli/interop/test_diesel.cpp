// SPDX-License-Identifier: MIT
#include "peer.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

using interop_test::peer;

namespace {

peer make_peer() {
    peer diesel;
    diesel.tool = "diesel";
    diesel.program = "diesel";
    diesel.files = [](int n) -> peer::named_texts {
        const std::string folder = fmt::format("2026-01-0{0}-000000_t{0}/", n);
        return {{folder + "up.sql", fmt::format("CREATE TABLE t{} ();\n", n)},
                {folder + "down.sql", fmt::format("DROP TABLE t{};\n", n)}};
    };
    const auto command = [](const char* verb) {
        return [verb](const std::string& folder, const std::string& url) -> peer::arguments {
            return {"migration", verb, "--migration-dir", folder, "--database-url", url};
        };
    };
    diesel.up = command("run");
    diesel.down_one = command("revert");
    diesel.status = command("pending");
    diesel.is_up_to_date = [](const std::string& output) {
        return output.find("false") != std::string::npos;
    };
    diesel.make_table = "CREATE TABLE __diesel_schema_migrations (version varchar(50) PRIMARY KEY "
                        "NOT NULL, run_on timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP); INSERT "
                        "INTO __diesel_schema_migrations VALUES ('00000000000000');";
    diesel.record = [](int n) {
        return fmt::format("INSERT INTO __diesel_schema_migrations VALUES ('2026010{}000000')", n);
    };
    diesel.forget = [](int n) {
        return fmt::format("DELETE FROM __diesel_schema_migrations WHERE version = "
                           "'2026010{}000000'",
                           n);
    };
    return diesel;
}

} // namespace

TEST_CASE("diesel and dunlin take turns on one folder and one table") {
    interop_test::apply_by_turns(make_peer());
}

TEST_CASE("a history of diesel becomes dunlin's and is given back") {
    interop_test::move_history(make_peer());
}
