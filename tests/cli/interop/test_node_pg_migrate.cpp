// SPDX-License-Identifier: MIT
#include "peer.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

using interop_test::peer;

namespace {

peer make_peer() {
    peer node;
    node.tool = "node-pg-migrate";
    node.program = "node-pg-migrate";
    node.files = [](int n) -> peer::named_texts {
        return {
            {fmt::format("170000000000{0}_t{0}.sql", n),
             fmt::format("-- Up Migration\nCREATE TABLE t{0} ();\n-- Down Migration\nDROP TABLE "
                         "t{0};\n",
                         n)}};
    };
    const auto command = [](peer::arguments verb) {
        return [verb](const std::string& folder, const std::string& /*url*/) {
            peer::arguments all = verb;
            all.insert(all.end(), {"--migrations-dir", folder});
            return all;
        };
    };
    node.up = command({"up"});
    node.down_one = command({"down"});
    node.status = command({"up", "--dry-run"});
    node.is_up_to_date = [](const std::string& output) {
        return output.find("No migrations to run!") != std::string::npos;
    };
    node.make_table = "CREATE TABLE public.pgmigrations (id serial PRIMARY KEY, name varchar(255) "
                      "NOT NULL, run_on timestamp NOT NULL);";
    node.record = [](int n) {
        return fmt::format("INSERT INTO public.pgmigrations (name, run_on) VALUES "
                           "('170000000000{0}_t{0}', now())",
                           n);
    };
    node.forget = [](int n) {
        return fmt::format("DELETE FROM public.pgmigrations WHERE name = '170000000000{0}_t{0}'",
                           n);
    };
    node.lock = interop_test::locking::gives_up;
    return node;
}

} // namespace

TEST_CASE("node-pg-migrate and dunlin take turns on one folder and one table") {
    interop_test::apply_by_turns(make_peer());
}

TEST_CASE("a history of node-pg-migrate becomes dunlin's and is given back") {
    interop_test::move_history(make_peer());
}

TEST_CASE("node-pg-migrate and dunlin wait for each other") {
    interop_test::run_at_once(make_peer());
}
