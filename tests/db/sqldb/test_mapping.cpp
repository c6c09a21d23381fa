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

} // namespace

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
              sqldb::query_value<std::string>(db, "SELECT NULL::text");
          }).message() == "unexpected NULL in the first column");
    CHECK_FALSE(sqldb::query_value<std::optional<std::string>>(db, "SELECT NULL::text"));
}
