// SPDX-License-Identifier: MIT
#include "peer.hpp"

#include <dunlin/base/digest.hpp>

#include <doctest/doctest.h>
#include <fmt/format.h>

using interop_test::peer;

namespace {

peer make_peer() {
    peer sqlx;
    sqlx.tool = "sqlx";
    sqlx.program = "sqlx";
    const auto up_text = [](int n) { return fmt::format("CREATE TABLE t{} ();\n", n); };
    sqlx.files = [up_text](int n) -> peer::named_texts {
        return {{fmt::format("{0}_t{0}.up.sql", n), up_text(n)},
                {fmt::format("{0}_t{0}.down.sql", n), fmt::format("DROP TABLE t{};\n", n)}};
    };
    const auto command = [](const char* verb) {
        return [verb](const std::string& folder, const std::string& /*url*/) -> peer::arguments {
            return {"migrate", verb, "--source", folder};
        };
    };
    sqlx.up = command("run");
    sqlx.down_one = command("revert");
    sqlx.status = command("info");
    sqlx.is_up_to_date = [](const std::string& output) {
        return output.find("4/installed") != std::string::npos &&
               output.find("pending") == std::string::npos &&
               output.find("different checksum") == std::string::npos;
    };
    sqlx.validate = command("run");
    sqlx.make_table = "CREATE TABLE _sqlx_migrations (version bigint PRIMARY KEY, description text "
                      "NOT NULL, installed_on timestamptz NOT NULL DEFAULT now(), success boolean "
                      "NOT NULL, checksum bytea NOT NULL, execution_time bigint NOT NULL);";
    sqlx.record = [up_text](int n) {
        return fmt::format("INSERT INTO _sqlx_migrations VALUES ({0}, 't{0}', now(), true, "
                           "decode('{1}', 'hex'), 1000000)",
                           n, dunlin::sha384(up_text(n)));
    };
    sqlx.forget = [](int n) {
        return fmt::format("DELETE FROM _sqlx_migrations WHERE version = {}", n);
    };
    return sqlx;
}

} // namespace

TEST_CASE("sqlx and dunlin take turns on one folder and one table") {
    interop_test::apply_by_turns(make_peer());
}

TEST_CASE("a history of sqlx becomes dunlin's and is given back") {
    interop_test::move_history(make_peer());
}
