// SPDX-License-Identifier: MIT
#include "fixture.hpp"

#include <dunlin/base/error.hpp>
#include <dunlin/sqldb/metrics.hpp>
#include <dunlin/sqldb/pool.hpp>
#include <dunlin/sqldb/query.hpp>
#include <dunlin/sqldb/transaction.hpp>

#include <doctest/doctest.h>
#include <support/caught.hpp>

#include <chrono>
#include <functional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

using namespace dunlin;
using namespace dunlin::test;

TEST_CASE_FIXTURE(seeded_widgets, "a widget comes back as it was created, whatever it holds") {
    auto fresh = a_widget("Möwe 🐦 \"q\" 'q' \\ % _ {a,b} NULL");
    fresh.is_active = false;
    fresh.description = widget::description::parse("two\nlines, \"q\" 'q' \\ 🐦");
    fresh.tags = widget::tags::parse({"plain", "two words", "NULL", "a,b", "{c}", "\"", "\\", "é"});
    fresh.attributes = widget::attributes::parse(
        R"({"a": [1, {"b": null}], "n": 12345678901234567890.12345, "t": "x\"y"})");
    const auto created = widgets.create(fresh);
    CHECK(widgets.query_by_id(created.id) == created);
    const auto bare = widgets.create(a_widget("without a description"));
    CHECK_FALSE(widgets.query_by_id(bare.id).description);
}

TEST_CASE_FIXTURE(seeded_widgets, "an update replaces what it says and keeps the rest") {
    const auto created = widgets.create(a_widget("before"));
    widget::update_widget change;
    change.name = widget::name::parse("after");
    change.description = widget::description::parse("new");
    change.is_active = false;
    change.add_tags = {widget::tag::parse("new")};
    change.set_attributes = {widget::parse_attribute("color=red")};
    const auto after =
        in_transaction([&](widget::business& inside) { return inside.update(created.id, change); });
    CHECK(widgets.query_by_id(created.id) == after);
    CHECK(after.name.text() == "after");
    CHECK(after.description == change.description);
    CHECK_FALSE(after.is_active);
    CHECK(after.category == created.category);
    CHECK(after.date_created == created.date_created);
    CHECK(after.date_updated > created.date_updated);
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
    const auto count = [&] {
        return sqldb::query_value<std::int64_t>(base.db(), "SELECT count(*) FROM parts");
    };
    CHECK(count() == 32);
    widgets.remove({lamp});
    CHECK(count() == 28);
}

TEST_CASE_FIXTURE(seeded_widgets, "a part belongs to an existing widget") {
    const auto problem = caught<error>([&] {
        store.replace_parts(uuid::random(), {{uuid::random(), widget::part_name::parse("Jaw"), 1}});
    });
    CHECK(problem.kind() == error_kind::foreign_key_violation);
}

TEST_CASE_FIXTURE(seeded_widgets, "parts come back as they were stored, and replace the others") {
    auto request = a_widget("with parts");
    request.parts = {widget::parse_part("Zapfen „Ö“=2147483647"), widget::parse_part("Arm=1")};
    CHECK(caught<error>([&] { widgets.create(request); }).message() ==
          "a widget with parts needs a transaction");
    CHECK(sqldb::query_value<std::int64_t>(
              base.db(), "SELECT count(*) FROM widgets WHERE name = 'with parts'") == 0);
    const auto created =
        in_transaction([&](widget::business& inside) { return inside.create(request); });
    const auto parts_of = [&](const uuid& id) { return store.query_parts({id, admin})[id]; };
    auto parts = parts_of(created.id);
    REQUIRE(parts.size() == 2);
    CHECK(parts[0].name.text() == "Arm");
    CHECK(parts[1].quantity == 2147483647);
    widget::update_widget change;
    change.remove_parts = {widget::part_name::parse("Zapfen „Ö“")};
    change.set_parts = {widget::parse_part("Arm=5"), widget::parse_part("Base=1")};
    const auto after =
        in_transaction([&](widget::business& inside) { return inside.update(created.id, change); });
    CHECK(after.date_updated > created.date_updated);
    const auto arm = parts[0].id;
    parts = parts_of(created.id);
    REQUIRE(parts.size() == 2);
    CHECK(parts[0] == widget::part{arm, widget::part_name::parse("Arm"), 5});
    CHECK(parts[1].name.text() == "Base");
    CHECK(sqldb::query_value<std::int64_t>(base.db(), "SELECT count(*) FROM parts") == 34);
}

TEST_CASE_FIXTURE(seeded_widgets, "a page of widgets with their parts is two statements") {
    sqldb::statement_metrics metrics;
    auto settings = base.config();
    settings.observer = &metrics;
    sqldb::connection db(settings);
    widgetdb::store observed(db);
    widget::business business(observed);
    for (const std::int64_t rows : {1, 12}) {
        const auto before = metrics.totals().statements;
        const auto page = business.with_parts(business.query({}, {}, page::of(1, rows)));
        CHECK(page.size() == static_cast<std::size_t>(rows));
        CHECK(metrics.totals().statements == before + 2);
    }
}

TEST_CASE_FIXTURE(seeded_widgets,
                  "the schema is the last guard against rows that break the rules") {
    for (const auto* wrong :
         {"name = ''", "name = repeat('x', 101)", "category = ''",
          "description = repeat('x', 10001)", "attributes = '[]'", "tags = ARRAY['a', NULL]",
          "user_id = 'f5057fee-4c3e-4459-82dd-21250b729601'"}) {
        CAPTURE(wrong);
        CHECK_THROWS_AS(base.db().run("UPDATE widgets SET " + std::string(wrong), {}), error);
    }
}

TEST_CASE_FIXTURE(seeded_widgets, "no update is lost among threads that change one widget") {
    const auto created = widgets.create(a_widget("shared"));
    sqldb::config settings = base.config();
    settings.max_open = 8;
    sqldb::pool pool(settings, {.wait_limit = std::chrono::seconds(60)});
    std::vector<std::thread> threads;
    for (int thread = 0; thread < 8; ++thread) {
        threads.emplace_back([&, thread] {
            for (int i = 0; i < 10; ++i) {
                auto session = pool.borrow();
                sqldb::transaction tx(*session);
                widgetdb::store bound(tx);
                widget::update_widget change;
                change.add_tags = {
                    widget::tag::parse(std::to_string(thread) + "-" + std::to_string(i))};
                widget::business(bound).update(created.id, change);
                tx.commit();
            }
        });
    }
    for (auto& thread : threads) {
        thread.join();
    }
    CHECK(widgets.query_by_id(created.id).tags.texts().size() == 80);
}

TEST_CASE_FIXTURE(seeded_widgets, "a widget that is being updated is locked until the end") {
    const auto created = widgets.create(a_widget("locked"));
    sqldb::connection other(base.config());
    const auto is_free = [&] {
        return !other
                    .run("SELECT FROM widgets WHERE widget_id = :id FOR UPDATE SKIP LOCKED",
                         {{"id", created.id}})
                    .empty();
    };
    {
        sqldb::transaction tx(base.db());
        widgetdb::store bound(tx);
        CHECK(bound.query_by_id(created.id) == created);
        CHECK(is_free());
        CHECK(bound.query_for_update(created.id) == created);
        CHECK_FALSE(is_free());
    }
    CHECK(is_free());
}

TEST_CASE_FIXTURE(seeded_widgets, "an update outside of a transaction is refused") {
    const auto created = widgets.create(a_widget("alone"));
    widget::update_widget change;
    change.name = widget::name::parse("changed");
    sqldb::pool pool(base.config());
    widgetdb::store pooled(pool);
    widget::business over_pool(pooled);
    for (auto* business : {&widgets, &over_pool}) {
        const auto problem = caught<error>([&] { business->update(created.id, change); });
        CHECK(problem.kind() == error_kind::usage);
        CHECK(problem.message() == "a widget to be updated needs a transaction");
    }
    sqldb::transaction ended(base.db());
    widgetdb::store behind(ended);
    ended.commit();
    CHECK(caught<error>([&] { behind.query_for_update(created.id); }).kind() == error_kind::usage);
    CHECK(widgets.query_by_id(created.id) == created);
}

TEST_CASE_FIXTURE(seeded_widgets, "a widget that is not there cannot be updated") {
    auto missing = widgets.create(a_widget("gone"));
    widgets.remove({missing.id});
    CHECK(caught<error>([&] { store.update(missing); }).kind() == error_kind::not_found);
    widget::update_widget change;
    change.is_active = false;
    const auto problem = caught<error>([&] {
        in_transaction([&](widget::business& inside) { return inside.update(missing.id, change); });
    });
    CHECK(problem.kind() == error_kind::not_found);
    CHECK(problem.message() == "widget not found: " + missing.id.to_string());
}

TEST_CASE_FIXTURE(seeded_widgets, "a bad value in the table names table, id and column") {
    const auto created = widgets.create(a_widget("fine"));
    base.db().run_script("ALTER TABLE widgets DROP CONSTRAINT widgets_name_length, "
                         "DROP CONSTRAINT widgets_category_length, "
                         "DROP CONSTRAINT widgets_description_length, "
                         "DROP CONSTRAINT widgets_attributes_object, "
                         "DROP CONSTRAINT widgets_tags_no_nulls");
    const std::vector<std::pair<std::string, std::string>> bad{
        {"name = ' '", "column name: must have 1 to 100 characters, not 0"},
        {"category = ''", "column category: must have 1 to 100 characters, not 0"},
        {"category = E'a\nb'", "column category: must not contain control characters"},
        {"description = repeat('x', 10001)",
         "column description: must have at most 10000 characters, not 10001"},
        {"tags = '{a,\"\"}'", "column tags: must have 1 to 100 characters, not 0"},
        {"tags = '{a,NULL}'", "column tags: "},
        {"attributes = '[1]'", "column attributes: must be a JSON object"},
        {"date_created = 'infinity'", "column date_created: "}};
    for (const auto& [change, reason] : bad) {
        CAPTURE(change);
        sqldb::transaction tx(base.db());
        tx.run("UPDATE widgets SET " + change + " WHERE widget_id = :id", {{"id", created.id}});
        widgetdb::store bound(tx);
        widget::filter all;
        const std::vector<std::function<void()>> readers{
            [&] { bound.query_by_id(created.id); }, [&] { bound.query_for_update(created.id); },
            [&] { bound.query(all, {}, page::of(1, 100)); },
            [&] { bound.query_after(all, {}, std::nullopt, 100); },
            [&] { bound.for_each(all, {}, [](const widget::widget&) {}); }};
        for (const auto& read : readers) {
            const auto problem = caught<error>(read);
            CHECK(problem.kind() == error_kind::failed);
            CHECK(problem.message().starts_with("invalid value in table widgets, widget_id " +
                                                created.id.to_string() + ", " + reason));
        }
    }
}

TEST_CASE_FIXTURE(seeded_widgets, "what a change tells other domains is part of its transaction") {
    base.db().run("CREATE TABLE audit (widget_id uuid, action text)", {});
    const auto audited = [&] {
        return sqldb::query_value<std::int64_t>(base.db(), "SELECT count(*) FROM audit");
    };
    bool is_refused = false;
    const auto create = [&] {
        sqldb::transaction tx(base.db());
        delegate changes;
        changes.subscribe("widget", "created", [&](const domain_event& event) {
            sqldb::exec(tx, "INSERT INTO audit VALUES (:id, :action)",
                        {{"id", event.id}, {"action", std::string(event.action)}});
            if (is_refused) {
                throw error(error_kind::refused, "the auditor refuses");
            }
        });
        widgetdb::store bound(tx);
        widget::business(bound, {.changes = &changes}).create(a_widget("audited"));
        tx.commit();
    };
    create();
    CHECK(audited() == 1);
    const auto before = widgets.count({});
    is_refused = true;
    CHECK(caught<error>(create).message() == "the auditor refuses");
    CHECK(audited() == 1);
    CHECK(widgets.count({}) == before);
}
