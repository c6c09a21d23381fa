// SPDX-License-Identifier: MIT
#include "peer.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

using interop_test::peer;

namespace {

peer make_peer() {
    peer migrate;
    migrate.tool = "golang-migrate";
    migrate.program = "migrate";
    migrate.files = [](int n) -> peer::named_texts {
        return {{fmt::format("00000{0}_t{0}.up.sql", n), fmt::format("CREATE TABLE t{} ();", n)},
                {fmt::format("00000{0}_t{0}.down.sql", n), fmt::format("DROP TABLE t{};", n)}};
    };
    const auto command = [](peer::arguments verb) {
        return [verb](const std::string& folder, const std::string& url) {
            peer::arguments all{"-path", folder, "-database", url};
            all.insert(all.end(), verb.begin(), verb.end());
            return all;
        };
    };
    migrate.up = command({"up"});
    migrate.down_one = command({"down", "1"});
    migrate.status = command({"version"});
    migrate.is_up_to_date = [](const std::string& output) { return output == "4\n"; };
    migrate.make_table = "CREATE TABLE schema_migrations (version bigint not null primary key, "
                         "dirty boolean not null);";
    migrate.record = [](int n) {
        return fmt::format("TRUNCATE schema_migrations; INSERT INTO schema_migrations VALUES ({}, "
                           "false)",
                           n);
    };
    migrate.forget = [record = migrate.record](int n) { return record(n - 1); };
    return migrate;
}

} // namespace

TEST_CASE("golang-migrate and dunlin take turns on one folder and one table") {
    interop_test::apply_by_turns(make_peer());
}

TEST_CASE("a history of golang-migrate becomes dunlin's and is given back") {
    interop_test::move_history(make_peer());
}

TEST_CASE("golang-migrate and dunlin wait for each other") {
    interop_test::run_at_once(make_peer());
}
