// SPDX-License-Identifier: MIT
#include <dunlin/base/error.hpp>
#include <dunlin/widget/business.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <map>

using namespace dunlin::widget;
using dunlin::error;
using dunlin::error_kind;
using dunlin::uuid;
using namespace std::chrono_literals;

namespace {

/// Widgets in memory: the business alone is under test, and asks for little.
class memory_store final : public store {
public:
    void create(const widget& value) override {
        if (value.user_id == uuid{}) {
            throw error(error_kind::foreign_key_violation, "widgets_user_id_fkey");
        }
        if (!stored.emplace(value.id, value).second) {
            throw error(error_kind::unique_violation, "widgets_pkey");
        }
    }
    void update(const widget& value) override { stored.insert_or_assign(value.id, value); }
    std::vector<uuid> remove(const std::vector<uuid>& ids) override {
        std::vector<uuid> removed;
        for (const auto& id : ids) {
            if (stored.erase(id) == 1) {
                removed.push_back(id);
            }
        }
        return removed;
    }
    widget query_by_id(const uuid& id) override {
        const auto found = stored.find(id);
        if (found == stored.end()) {
            throw error(error_kind::not_found, "no row");
        }
        return found->second;
    }
    widget query_for_update(const uuid& id) override { return query_by_id(id); }
    std::vector<widget> query(const filter&, const order_by&, const dunlin::page&) override {
        return query_after({}, {}, std::nullopt, 1000);
    }
    std::vector<widget> query_after(const filter&, const order_by&,
                                    const std::optional<dunlin::cursor>&,
                                    std::int64_t rows) override {
        std::vector<widget> some;
        for (const auto& [id, value] : stored) {
            if (static_cast<std::int64_t>(some.size()) < rows) {
                some.push_back(value);
            }
        }
        return some;
    }
    std::int64_t for_each(const filter&, const order_by&,
                          const std::function<void(const widget&)>& handle) override {
        std::for_each(stored.begin(), stored.end(), [&](const auto& pair) { handle(pair.second); });
        return static_cast<std::int64_t>(stored.size());
    }
    std::int64_t count(const filter&) override { return static_cast<std::int64_t>(stored.size()); }
    std::vector<found_widget> search(const std::string&, const filter&, const dunlin::page&,
                                     snippets) override {
        return {};
    }
    std::int64_t count_found(const std::string&, const filter&) override { return 0; }
    std::map<uuid, std::vector<part>> query_parts(const std::vector<uuid>&) override {
        return parts;
    }
    void require_transaction(std::string_view) override {}
    void replace_parts(const uuid& id, const std::vector<part>& given) override {
        parts[id] = given;
    }
    std::int64_t report_parts(const report_selection&,
                              const std::function<void(const counted_widget&)>&) override {
        return 0;
    }
    std::int64_t report_rank(const report_selection&,
                             const std::function<void(const ranked_widget&)>&) override {
        return 0;
    }
    std::int64_t report_counts(const report_selection&,
                               const std::function<void(const grouped_widget&)>&) override {
        return 0;
    }
    std::vector<category_count> report_categories(const std::optional<uuid>&) override {
        return {};
    }

    std::map<uuid, widget> stored;
    std::map<uuid, std::vector<part>> parts;
};

const auto noon = *dunlin::parse_timestamp("2026-01-01T12:00:00Z");

struct fixture {
    memory_store store;
    dunlin::timestamp time = noon;
    dunlin::delegate changes;
    std::string log;
    business widgets{store,
                     {.clock = [this] { return time; },
                      .changes = &changes,
                      .log = [this](const std::string& line) { log += line + "\n"; }}};

    static new_widget wrench() {
        return {std::nullopt,
                uuid::random(),
                name::parse("wrench"),
                category::parse("Tools"),
                std::nullopt,
                true,
                {},
                {},
                {}};
    }
};

template <class Act> error caught(Act act) {
    try {
        act();
    } catch (const error& problem) {
        return problem;
    }
    return error(error_kind::failed, "no error");
}

} // namespace

TEST_CASE_FIXTURE(fixture, "a new widget gets an id of its own and the time as its dates") {
    const auto created = widgets.create(wrench());
    const auto other = widgets.create(wrench());
    CHECK(created.id != other.id);
    CHECK(created.date_created == noon);
    CHECK(created.date_updated == noon);
    CHECK(widgets.query_by_id(created.id) == created);
}

TEST_CASE_FIXTURE(fixture, "what the store cannot find is worded as a widget that was not found") {
    const auto id = uuid::random();
    for (const auto& problem :
         {caught([&] { widgets.query_by_id(id); }), caught([&] { widgets.update(id, {}); }),
          caught([&] { widgets.remove({id}); })}) {
        CHECK(problem.kind() == error_kind::not_found);
        CHECK(problem.message() == "widget not found: " + id.to_string());
    }
}

TEST_CASE_FIXTURE(fixture, "broken constraints are worded as what they mean") {
    auto orphan = wrench();
    orphan.user_id = uuid{};
    const auto no_user = caught([&] { widgets.create(orphan); });
    CHECK(no_user.kind() == error_kind::not_found);
    CHECK(no_user.message() == "user not found: 00000000-0000-0000-0000-000000000000");
    auto repeated = wrench();
    repeated.id = widgets.create(wrench()).id;
    CHECK(caught([&] { widgets.create(repeated); }).kind() == error_kind::unique_violation);
}

TEST_CASE_FIXTURE(fixture, "every update moves the date, even when the clock stands or goes back") {
    const auto created = widgets.create(wrench());
    update_widget change;
    change.is_active = false;
    CHECK(widgets.update(created.id, change).date_updated == noon + 1us);
    time = noon - 1h;
    CHECK(widgets.update(created.id, change).date_updated == noon + 2us);
    time = noon + 1h;
    const auto last = widgets.update(created.id, change);
    CHECK(last.date_updated == noon + 1h);
    CHECK(last.date_created == noon);
}

TEST_CASE_FIXTURE(fixture, "a widget is created and updated with its parts") {
    auto request = wrench();
    request.parts = {parse_part("Jaw=1"), parse_part("Pin=2"), parse_part("Jaw=3")};
    const auto created = widgets.create(request);
    REQUIRE(store.parts[created.id].size() == 2);
    CHECK(store.parts[created.id][0].quantity == 3);
    update_widget change;
    change.remove_parts = {part_name::parse("Jaw")};
    widgets.update(created.id, change);
    const auto found = widgets.with_parts({created, widgets.create(wrench())});
    REQUIRE(found.size() == 2);
    REQUIRE(found[0].parts.size() == 1);
    CHECK(found[0].parts[0].name.text() == "Pin");
    CHECK(found[1].parts.empty());
}

TEST_CASE_FIXTURE(fixture, "a widget that was updated since is left alone") {
    const auto created = widgets.create(wrench());
    update_widget change;
    change.name = name::parse("mine");
    time = noon + 1h;
    CHECK(widgets.update(created.id, change, created.date_updated).name.text() == "mine");
    change.name = name::parse("theirs");
    const auto problem = caught([&] { widgets.update(created.id, change, created.date_updated); });
    CHECK(problem.kind() == error_kind::refused);
    CHECK(problem.message().find("was updated at 2026-01-01T13:00:00Z") != std::string::npos);
    CHECK(widgets.query_by_id(created.id).name.text() == "mine");
}

TEST_CASE_FIXTURE(fixture,
                  "a page knows where the next one begins, and the last one that none does") {
    for (int i = 0; i < 3; ++i) {
        widgets.create(wrench());
    }
    const auto first = widgets.query_after({}, {}, std::nullopt, 2);
    CHECK(first.items.size() == 2);
    REQUIRE(first.next);
    CHECK(first.next->id == first.items.back().id);
    CHECK_FALSE(widgets.query_after({}, {}, std::nullopt, 3).next);
}

TEST_CASE_FIXTURE(fixture, "a search needs words") {
    CHECK(caught([&] {
              widgets.search("  ", {}, dunlin::page::of(1, 10), snippets::without);
          }).kind() == error_kind::usage);
}

TEST_CASE_FIXTURE(fixture, "other domains are told about every change after it was stored") {
    std::string told;
    for (const std::string action : {"created", "updated", "deleted"}) {
        changes.subscribe("widget", action, [&](const dunlin::domain_event& event) {
            told += std::string(event.domain) + " " + std::string(event.action) +
                    (store.stored.count(event.id) == 1 ? " is there\n" : " is gone\n");
        });
        changes.subscribe("user", action, [&](const dunlin::domain_event&) { told += "user\n"; });
    }
    const auto created = widgets.create(wrench());
    widgets.update(created.id, {});
    widgets.remove({created.id});
    CHECK(told == "widget created is there\nwidget updated is there\nwidget deleted is gone\n");
    const std::string id = created.id.to_string();
    CHECK(log ==
          "widget created: " + id + "\nwidget updated: " + id + "\nwidget deleted: " + id + "\n");
}

TEST_CASE_FIXTURE(fixture, "nobody is told about a change that failed") {
    changes.subscribe("widget", "created",
                      [](const dunlin::domain_event&) { FAIL("nothing was created"); });
    auto orphan = wrench();
    orphan.user_id = uuid{};
    CHECK(caught([&] { widgets.create(orphan); }).kind() == error_kind::not_found);
    CHECK(log.empty());
}
