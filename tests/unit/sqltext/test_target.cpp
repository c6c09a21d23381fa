// SPDX-License-Identifier: MIT
#include <dunlin/sqltext/target.hpp>

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

using namespace dunlin::sqltext;

namespace {

using names = std::vector<object_name>;

object_name plain(std::string name) {
    return {std::nullopt, std::move(name)};
}

object_name in(std::string schema, std::string name) {
    return {std::move(schema), std::move(name)};
}

} // namespace

TEST_CASE("CREATE INDEX CONCURRENTLY names its index and its table") {
    const auto full = describe_target(
        "CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS \"By Name\" ON Shop.Widgets (lower(name))");
    CHECK(full.kind == operation::create_index_concurrently);
    CHECK(full.objects == names{in("shop", "By Name")});
    CHECK(full.table == in("shop", "widgets"));
    CHECK(full.if_not_exists);

    const auto bare = describe_target("CREATE INDEX CONCURRENTLY ON t (a)");
    CHECK(bare.kind == operation::create_index_concurrently);
    CHECK(bare.objects.empty());
    CHECK(bare.table == plain("t"));
    CHECK_FALSE(bare.if_not_exists);
}

TEST_CASE("names are as the catalog has them") {
    const std::string longest(63, 'x');
    const auto cut = describe_target("DROP INDEX CONCURRENTLY " + longest + "yz");
    CHECK(cut.objects == names{plain(longest)});
    const auto escaped = describe_target("DROP INDEX CONCURRENTLY U&\"d!0061t\" UESCAPE '!'");
    CHECK(escaped.objects == names{plain("dat")});
}

TEST_CASE("DROP INDEX CONCURRENTLY names its indexes") {
    const auto t = describe_target("DROP INDEX CONCURRENTLY IF EXISTS a.b, c");
    CHECK(t.kind == operation::drop_index_concurrently);
    CHECK(t.objects == names{in("a", "b"), plain("c")});
    CHECK(t.if_exists);
    CHECK(describe_target("DROP INDEX a").kind == operation::other);
}

TEST_CASE("REINDEX names what it rebuilds") {
    const auto index = describe_target("REINDEX INDEX CONCURRENTLY s.i");
    CHECK(index.kind == operation::reindex_concurrently);
    CHECK(index.scope == reindex_scope::index);
    CHECK(index.objects == names{in("s", "i")});

    const auto table = describe_target("REINDEX (VERBOSE, CONCURRENTLY) TABLE t");
    CHECK(table.kind == operation::reindex_concurrently);
    CHECK(table.scope == reindex_scope::table);

    const auto schema = describe_target("REINDEX SCHEMA s");
    CHECK(schema.kind == operation::reindex);
    CHECK(schema.scope == reindex_scope::schema);
    CHECK(schema.objects == names{plain("s")});

    CHECK(describe_target("REINDEX SYSTEM d").scope == reindex_scope::system);
    CHECK(describe_target("REINDEX DATABASE CONCURRENTLY d").kind ==
          operation::reindex_concurrently);
    CHECK(describe_target("REINDEX (CONCURRENTLY false) TABLE t").kind == operation::other);
    CHECK(describe_target("REINDEX (CONCURRENTLY 0) TABLE t").kind == operation::other);
    CHECK(describe_target("REINDEX (CONCURRENTLY 1) TABLE t").kind ==
          operation::reindex_concurrently);
}

TEST_CASE("DETACH PARTITION CONCURRENTLY names both tables") {
    const auto t = describe_target("ALTER TABLE IF EXISTS p DETACH PARTITION s.c CONCURRENTLY");
    CHECK(t.kind == operation::detach_partition_concurrently);
    CHECK(t.table == plain("p"));
    CHECK(t.objects == names{in("s", "c")});
    CHECK(t.if_exists);
    CHECK(describe_target("ALTER TABLE p DETACH PARTITION c").kind == operation::other);
}

TEST_CASE("the others name their object") {
    const auto view = describe_target("REFRESH MATERIALIZED VIEW CONCURRENTLY s.m");
    CHECK(view.kind == operation::refresh_concurrently);
    CHECK(view.objects == names{in("s", "m")});

    const auto tables = describe_target("VACUUM (FULL) a.b, c");
    CHECK(tables.kind == operation::vacuum);
    CHECK(tables.objects == names{in("a", "b"), plain("c")});
    CHECK(describe_target("VACUUM").objects.empty());
    CHECK(describe_target("ANALYZE a").kind == operation::other);

    CHECK(describe_target("CLUSTER").kind == operation::cluster);
    CHECK(describe_target("CLUSTER t USING i").kind == operation::other);

    CHECK(describe_target("ALTER SYSTEM SET work_mem = '1MB'").objects == names{plain("work_mem")});
    CHECK(describe_target("ALTER SYSTEM RESET ALL").kind == operation::alter_system);
    CHECK(describe_target("ALTER SYSTEM RESET ALL").objects.empty());

    CHECK(describe_target("CREATE DATABASE d").kind == operation::create_database);
    const auto database = describe_target("DROP DATABASE IF EXISTS \"D\"");
    CHECK(database.kind == operation::drop_database);
    CHECK(database.objects == names{plain("D")});
    CHECK(database.if_exists);

    CHECK(describe_target("CREATE TABLESPACE t LOCATION '/t'").objects == names{plain("t")});
    CHECK(describe_target("CREATE TABLESPACE t LOCATION '/t'").kind ==
          operation::create_tablespace);
    CHECK(describe_target("DROP TABLESPACE t").kind == operation::drop_tablespace);
    CHECK_FALSE(describe_target("DROP TABLESPACE t").if_exists);
}

TEST_CASE("ALTER TYPE ADD VALUE names the type and the label") {
    const auto t = describe_target("ALTER TYPE s.mood ADD VALUE IF NOT EXISTS 'it''s' BEFORE 'b'");
    CHECK(t.kind == operation::alter_type_add_value);
    CHECK(t.objects == names{in("s", "mood")});
    CHECK(t.enum_value == "it's");
    CHECK(t.if_not_exists);
    CHECK(describe_target("ALTER TYPE mood RENAME VALUE 'a' TO 'b'").kind == operation::other);
}

TEST_CASE("what cannot be read is other") {
    using namespace std::string_view_literals;
    CHECK(describe_target("").kind == operation::other);
    CHECK(describe_target("SELECT 1").kind == operation::other);
    CHECK(describe_target("VACUUM; VACUUM").kind == operation::other);
    CHECK(describe_target("CREATE INDEX CONCURRENTLY").kind == operation::other);
    CHECK(describe_target("VACUUM\0"sv).kind == operation::other);
    CHECK(describe_target("ALTER TYPE t ADD VALUE '\xFF'").kind == operation::other);
    std::string deep = "CREATE INDEX CONCURRENTLY ON t ((1";
    for (int i = 0; i < 100'000; ++i) {
        deep += "+1";
    }
    CHECK(describe_target(deep + "))").kind == operation::other);
}
