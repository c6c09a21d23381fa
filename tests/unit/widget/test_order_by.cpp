// SPDX-License-Identifier: MIT
#include <dunlin/base/error.hpp>
#include <dunlin/widget/order_by.hpp>

#include <doctest/doctest.h>

using namespace dunlin::widget;

namespace {

widget example() {
    const auto at = *dunlin::parse_timestamp("2026-01-02T03:04:05.000006Z");
    return {*dunlin::uuid::parse("f5057fee-4c3e-4459-82dd-21250b729601"),
            *dunlin::uuid::parse("5cf37266-3473-4006-984f-9325122678b7"),
            name::parse("wrench; the 'best' one"),
            category::parse("Tools"),
            std::nullopt,
            true,
            {},
            {},
            at,
            at};
}

} // namespace

TEST_CASE("an order is a column of the closed list and a direction") {
    CHECK(order_by::parse("name") ==
          order_by{order_column::by_name, dunlin::sort_direction::ascending});
    CHECK(order_by::parse("date_updated:desc") ==
          order_by{order_column::by_date_updated, dunlin::sort_direction::descending});
    CHECK(order_by::parse("id:asc").text() == "id:asc");
    for (const auto* text : {"", "nam", "name;", "name desc", "name:DESC", "name:desc:asc", "1",
                             "name) --", "\"name\"", ":desc", "search"}) {
        CAPTURE(text);
        CHECK_THROWS_AS((void)order_by::parse(text), dunlin::error);
    }
}

TEST_CASE("an unknown column is answered with the known ones and the nearest") {
    try {
        (void)order_by::parse("categry:desc");
        FAIL("no error");
    } catch (const dunlin::error& problem) {
        CHECK(problem.message() == "order: unknown column \"categry\"; the columns are id, "
                                   "user_id, name, category, date_created, date_updated");
        CHECK(problem.hint() == "did you mean \"category\"?");
    }
}

TEST_CASE("a place behind a widget is read back as it was written") {
    for (const auto* text : {"id", "user_id:desc", "name", "category:desc", "date_created"}) {
        CAPTURE(text);
        const auto order = order_by::parse(text);
        const auto position = cursor_after(example(), order);
        const auto again = dunlin::parse_cursor(dunlin::encode_cursor(position));
        CHECK(again == position);
        CHECK_NOTHROW(check_cursor(again, order));
    }
    CHECK(cursor_after(example(), order_by::parse("date_created")).value ==
          "2026-01-02T03:04:05.000006Z");
}

TEST_CASE("a cursor of another order, a forged one and a word that is none are refused") {
    const auto position = cursor_after(example(), order_by::parse("name"));
    CHECK_THROWS_AS(check_cursor(position, order_by::parse("name:desc")), dunlin::error);
    dunlin::cursor forged = cursor_after(example(), order_by::parse("date_created"));
    forged.value = "now() --";
    CHECK_THROWS_AS(check_cursor(forged, order_by::parse("date_created")), dunlin::error);
    for (const auto* word : {"", "x", "====", "' OR 1=1 --", "bm9uc2Vuc2U"}) {
        CAPTURE(word);
        CHECK_THROWS_AS((void)dunlin::parse_cursor(word), dunlin::error);
    }
}
