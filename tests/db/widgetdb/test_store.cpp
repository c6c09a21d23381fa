// SPDX-License-Identifier: MIT
#include "fixture.hpp"

#include <dunlin/base/error.hpp>
#include <dunlin/sqldb/transaction.hpp>

#include <doctest/doctest.h>

using namespace dunlin;
using namespace dunlin::test;

TEST_CASE_FIXTURE(seeded_widgets, "a widget comes back as it was created, whatever it holds") {
    auto fresh = a_widget("Möwe 🐦 \"q\" 'q' \\ % _ {a,b} NULL");
    fresh.active = false;
    fresh.tags = widget::tags::parse({"plain", "two words", "NULL", "a,b", "{c}", "\"", "\\", "é"});
    fresh.attributes = widget::attributes::parse(
        R"({"a": [1, {"b": null}], "n": 12345678901234567890.12345, "t": "x\"y"})");
    const auto made = widgets.create(fresh);
    CHECK(widgets.query_by_id(made.id) == made);
}

TEST_CASE_FIXTURE(seeded_widgets, "an update replaces what it says and keeps the rest") {
    const auto made = widgets.create(a_widget("before"));
    widget::update_widget change;
    change.name = widget::name::parse("after");
    change.add_tags = {widget::tag::parse("new")};
    change.set_attributes = {widget::parse_attribute("color=red")};
    const auto after = widgets.update(made.id, change);
    CHECK(widgets.query_by_id(made.id) == after);
    CHECK(after.name.text() == "after");
    CHECK(after.category == made.category);
    CHECK(after.date_created == made.date_created);
    CHECK(after.date_updated > made.date_updated);
}

TEST_CASE_FIXTURE(seeded_widgets, "what is not there is said in the words of the business") {
    const auto id = uuid::random();
    CHECK_THROWS_WITH_AS(widgets.query_by_id(id), ("widget not found: " + id.to_string()).c_str(),
                         error);
    CHECK_THROWS_WITH_AS(widgets.remove({id}), ("widget not found: " + id.to_string()).c_str(),
                         error);
    auto orphan = a_widget("orphan");
    orphan.user_id = id;
    CHECK_THROWS_WITH_AS(widgets.create(orphan), ("user not found: " + id.to_string()).c_str(),
                         error);
}

TEST_CASE_FIXTURE(seeded_widgets, "an id that is taken is a unique violation") {
    auto twin = a_widget("twin");
    twin.id = widgets.create(a_widget("first")).id;
    try {
        widgets.create(twin);
        FAIL("no error");
    } catch (const error& problem) {
        CHECK(problem.kind() == error_kind::unique_violation);
    }
}

TEST_CASE_FIXTURE(seeded_widgets, "a service can bind the store to a transaction of its own") {
    const auto before = widgets.count({});
    {
        sqldb::transaction tx(base.db());
        widgetdb::store bound(tx);
        widget::business inside(bound);
        inside.create(a_widget("one"));
        inside.create(a_widget("two"));
        CHECK(inside.count({}) == before + 2);
    }
    CHECK(widgets.count({}) == before);
    sqldb::transaction tx(base.db());
    widgetdb::store bound(tx);
    widget::business(bound).create(a_widget("three"));
    tx.commit();
    CHECK(widgets.count({}) == before + 1);
}

TEST_CASE_FIXTURE(seeded_widgets, "a removed widget takes its parts along") {
    const auto lamp = *uuid::parse("54920444-b948-4159-a8ce-b6fbfc188d19");
    const auto parts = [&] {
        std::int64_t count = 0;
        for (const auto& each : widgets.report_parts(std::nullopt)) {
            count += each.parts;
        }
        return count;
    };
    CHECK(parts() == 32);
    widgets.remove({lamp});
    CHECK(parts() == 28);
}

TEST_CASE_FIXTURE(seeded_widgets,
                  "the schema is the last guard against rows that break the rules") {
    for (const auto* wrong :
         {"name = ''", "name = repeat('x', 101)", "category = ''", "attributes = '[]'",
          "tags = ARRAY['a', NULL]", "user_id = 'f5057fee-4c3e-4459-82dd-21250b729601'"}) {
        CAPTURE(wrong);
        CHECK_THROWS_AS(base.db().run("UPDATE widgets SET " + std::string(wrong), {}), error);
    }
}
