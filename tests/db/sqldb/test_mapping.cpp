// SPDX-License-Identifier: MIT
#include <dunlin/base/error.hpp>
#include <dunlin/sqldb/connection.hpp>
#include <dunlin/sqldb/query.hpp>

#include <doctest/doctest.h>
#include <support/caught.hpp>
#include <support/database.hpp>

#include <optional>
#include <string>
#include <vector>

using namespace dunlin;
using dunlin::test::caught;
using dunlin::test::test_database;

namespace {

struct bird_row {
    uuid id;
    std::string name;
    std::optional<std::string> nickname;
    sqldb::numeric weight;
    std::vector<std::string> tags;
    timestamp seen;
    sqldb::json more;
};

constexpr const char* create_birds =
    "CREATE TABLE birds (bird_id uuid PRIMARY KEY, name text NOT NULL, nickname text,"
    " weight numeric NOT NULL, tags text[] NOT NULL, seen timestamptz NOT NULL, more jsonb NOT "
    "NULL)";
constexpr const char* insert_bird =
    "INSERT INTO birds (bird_id, name, nickname, weight, tags, seen, more)"
    " VALUES (:bird_id, :name, :nickname, :weight, :tags, :seen, :more)";
constexpr const char* select_birds =
    "SELECT more, seen, tags, weight, nickname, name, bird_id FROM birds";

/// What may change of a bird.
struct bird_change {
    std::optional<std::string> name;
    std::optional<std::optional<std::string>> nickname;
    std::optional<std::vector<std::string>> tags;
};

} // namespace

template <> struct dunlin::sqldb::mapping<bird_change> {
    static constexpr auto fields =
        std::tuple{field("name", &bird_change::name), field("nickname", &bird_change::nickname),
                   field("tags", &bird_change::tags)};
};

template <> struct dunlin::sqldb::mapping<bird_row> {
    static constexpr auto fields =
        std::tuple{field("bird_id", &bird_row::id),        field("name", &bird_row::name),
                   field("nickname", &bird_row::nickname), field("weight", &bird_row::weight),
                   field("tags", &bird_row::tags),         field("seen", &bird_row::seen),
                   field("more", &bird_row::more)};
};

TEST_CASE("a struct goes into a table and comes back, columns found by name") {
    const test_database database;
    sqldb::connection db(database.config());
    db.run_script(create_birds);
    const bird_row dunlin_bird{uuid::random(), "dunlin",         std::nullopt,     {"0.0480"},
                               {"a,b", ""},    timestamp{now()}, {R"({"a": [1]})"}};
    CHECK(sqldb::exec(db, insert_bird, sqldb::bind_struct(dunlin_bird)) == 1);
    const auto back = sqldb::query_one<bird_row>(db, select_birds);
    CHECK(back.id == dunlin_bird.id);
    CHECK(back.name == "dunlin");
    CHECK_FALSE(back.nickname);
    CHECK(back.weight.text == "0.0480");
    CHECK(back.tags == dunlin_bird.tags);
    CHECK(back.seen == dunlin_bird.seen);
    CHECK(back.more == dunlin_bird.more);
    CHECK(sqldb::query_all<bird_row>(db, select_birds).size() == 1);
    std::int64_t seen = 0;
    CHECK(sqldb::query_each<bird_row>(db, select_birds, {}, [&](const bird_row&) { ++seen; }) == 1);
    CHECK(seen == 1);
}

TEST_CASE("no row, no column and no place for NULL are errors that say so") {
    const test_database database;
    sqldb::connection db(database.config());
    db.run_script(create_birds);
    CHECK(caught<error>([&] { sqldb::query_one<bird_row>(db, select_birds); }).kind() ==
          error_kind::not_found);
    CHECK(caught<error>([&] {
              sqldb::query_one<bird_row>(db, "SELECT gen_random_uuid() AS bird_id");
          }).message() == "the result has no column \"name\"");
    CHECK(caught<error>([&] {
              sqldb::query_one<bird_row>(db,
                                         "SELECT gen_random_uuid() AS bird_id, NULL::text AS name");
          }).message() == "column name: unexpected NULL in name");
    CHECK(caught<error>([&] {
              sqldb::query_value<std::string>(db, "SELECT NULL::text");
          }).message() == "unexpected NULL in the first column");
    CHECK_FALSE(sqldb::query_value<std::optional<std::string>>(db, "SELECT NULL::text"));
}

TEST_CASE("an UPDATE sets what a change has, NULL included") {
    const test_database database;
    sqldb::connection db(database.config());
    db.run_script(create_birds);
    const bird_row bird{uuid::random(), "dunlin", "D", {"0.0480"}, {"a"}, timestamp{now()}, {"{}"}};
    sqldb::exec(db, insert_bird, sqldb::bind_struct(bird));
    const auto update = [&](const bird_change& change) {
        auto changes = sqldb::bind_changes(change);
        sqldb::exec(db, "UPDATE birds SET " + changes.assignments + " WHERE bird_id = :id",
                    changes.values.set("id", bird.id));
        return sqldb::query_one<bird_row>(db, select_birds);
    };
    CHECK(sqldb::bind_changes(bird_change{}).empty());
    const auto renamed = update({.name = "sanderling", .nickname = {}, .tags = {}});
    CHECK(renamed.name == "sanderling");
    CHECK(renamed.nickname == "D");
    CHECK(renamed.tags == bird.tags);
    bird_change to_null;
    to_null.nickname.emplace(std::nullopt);
    to_null.tags.emplace();
    const auto emptied = update(to_null);
    CHECK(emptied.name == "sanderling");
    CHECK_FALSE(emptied.nickname);
    CHECK(emptied.tags.empty());
}

TEST_CASE("a row that may be missing, and one column of all rows") {
    const test_database database;
    sqldb::connection db(database.config());
    db.run_script(create_birds);
    CHECK_FALSE(sqldb::query_maybe<bird_row>(db, select_birds));
    CHECK(sqldb::query_values<std::string>(db, "SELECT name FROM birds").empty());
    for (const auto* name : {"knot", "dunlin"}) {
        sqldb::exec(db, insert_bird,
                    sqldb::bind_struct(bird_row{
                        uuid::random(), name, std::nullopt, {"1"}, {}, timestamp{now()}, {"{}"}}));
    }
    CHECK(sqldb::query_values<std::string>(db, "SELECT name FROM birds ORDER BY 1") ==
          std::vector<std::string>{"dunlin", "knot"});
    const auto first =
        sqldb::query_maybe<bird_row>(db, std::string(select_birds) + " ORDER BY name");
    REQUIRE(first);
    CHECK(first->name == "dunlin");
    CHECK(sqldb::query_values<std::optional<std::int32_t>>(db, "VALUES (1), (NULL)") ==
          std::vector<std::optional<std::int32_t>>{1, std::nullopt});
}
