// SPDX-License-Identifier: MIT
#include "peer.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

using interop_test::peer;

namespace {

std::string version(int n) {
    return fmt::format("2026010{}000000", n);
}

peer make_peer() {
    peer supabase;
    supabase.tool = "supabase";
    supabase.program = "supabase";
    supabase.inner = "supabase/migrations";
    supabase.in_folder = true;
    supabase.files = [](int n) -> peer::named_texts {
        return {{fmt::format("supabase/migrations/{}_t{}.sql", version(n), n),
                 fmt::format("begin;\nCREATE TABLE t{} ();\nend;\n", n)}};
    };
    // The launcher of ./dev peers adds the address.
    supabase.up = [](const std::string& /*folder*/, const std::string& /*url*/) {
        return peer::arguments{"migration", "up", "--yes"};
    };
    supabase.status = [](const std::string& /*folder*/, const std::string& /*url*/) {
        return peer::arguments{"db", "push", "--dry-run"};
    };
    supabase.is_up_to_date = [](const std::string& output) {
        return output.find("Remote database is up to date") != std::string::npos;
    };
    supabase.forward_only = true;
    supabase.make_table =
        "CREATE SCHEMA supabase_migrations; CREATE TABLE supabase_migrations.schema_migrations "
        "(version text NOT NULL PRIMARY KEY, statements text[], name text);";
    supabase.record = [](int n) {
        return fmt::format("INSERT INTO supabase_migrations.schema_migrations VALUES ('{}', "
                           "ARRAY['begin', 'CREATE TABLE t{} ()', 'end'], 't{}')",
                           version(n), n, n);
    };
    return supabase;
}

} // namespace

TEST_CASE("Supabase and dunlin take turns on one folder and one table") {
    interop_test::apply_by_turns(make_peer());
}

TEST_CASE("a history of Supabase becomes dunlin's and is given back") {
    interop_test::move_history(make_peer());
}
