// SPDX-License-Identifier: MIT
#include "peer.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

using interop_test::peer;

namespace {

peer make_peer() {
    peer dbmate;
    dbmate.tool = "dbmate";
    dbmate.program = "dbmate";
    dbmate.files = [](int n) -> peer::named_texts {
        return {{fmt::format("{0}_t{0}.sql", n),
                 fmt::format("-- migrate:up\nCREATE TABLE t{0} ();\n-- migrate:down\nDROP TABLE "
                             "t{0};\n",
                             n)}};
    };
    const auto command = [](const char* verb) {
        return [verb](const std::string& folder, const std::string& url) -> peer::arguments {
            return {"--url", url, "--migrations-dir", folder, "--no-dump-schema", verb};
        };
    };
    dbmate.up = command("migrate");
    dbmate.down_one = command("rollback");
    dbmate.status = command("status");
    dbmate.is_up_to_date = [](const std::string& output) {
        return output.find("Pending: 0") != std::string::npos;
    };
    dbmate.make_table = "CREATE TABLE schema_migrations (version varchar primary key);";
    dbmate.record = [](int n) {
        return fmt::format("INSERT INTO schema_migrations VALUES ('{}')", n);
    };
    dbmate.forget = [](int n) {
        return fmt::format("DELETE FROM schema_migrations WHERE version = '{}'", n);
    };
    return dbmate;
}

} // namespace

TEST_CASE("dbmate and dunlin take turns on one folder and one table") {
    interop_test::apply_by_turns(make_peer());
}

TEST_CASE("a history of dbmate becomes dunlin's and is given back") {
    interop_test::move_history(make_peer());
}
