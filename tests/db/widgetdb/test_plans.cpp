// SPDX-License-Identifier: MIT
#include "fixture.hpp"

#include <dunlin/sqldb/observer.hpp>

#include <doctest/doctest.h>

#include <map>

using namespace dunlin;
using namespace dunlin::test;

namespace {

/// Remembers the text of the last statement that the store sent.
class last_select final : public sqldb::statement_observer {
public:
    void on_statement(const sqldb::statement_event& event) noexcept override {
        if (is_listening) {
            text = event.sql;
        }
    }
    std::string text;
    bool is_listening = true;
};

/// Enough widgets, with the statistics that autovacuum would take, for the planner to choose its
/// way by cost. Nothing is forced upon it.
class many_widgets {
public:
    many_widgets() : db_(observed(base_.config())) {
        base_.seed();
        db_.run(R"(
            INSERT INTO widgets (widget_id, user_id, name, category, tags, date_created, date_updated)
            SELECT md5('widget ' || n)::uuid, '5cf37266-3473-4006-984f-9325122678b7',
                   'Widget number ' || n, 'Category ' || n % 50, ARRAY['batch ' || n / 100],
                   '2026-02-01'::timestamptz + n * interval '1 second',
                   '2026-02-01'::timestamptz + n * interval '1 second'
            FROM generate_series(1, 20000) AS n)",
                {});
        db_.run("VACUUM ANALYZE widgets", {});
    }

    /// How the server runs the store's last statement with these values of its parameters.
    std::string plan(const std::string& values) {
        observer_.is_listening = false;
        db_.run("PREPARE asked AS " + observer_.text, {});
        std::string lines;
        db_.stream("EXPLAIN (COSTS off) EXECUTE asked(" + values + ")", {},
                   [&](const sqldb::row& line) { (lines += line.text(0)) += '\n'; });
        db_.run("DEALLOCATE asked", {});
        observer_.is_listening = true;
        CAPTURE(lines);
        CHECK(lines.find("Seq Scan") == std::string::npos);
        return lines;
    }
    widget::business& widgets() noexcept { return widgets_; }

private:
    sqldb::config observed(sqldb::config settings) {
        settings.observer = &observer_;
        return settings;
    }

    widget_database base_;
    last_select observer_;
    sqldb::connection db_;
    widgetdb::store store_{db_};
    widget::business widgets_{store_};
};

bool uses(const std::string& plan, const std::string& index) {
    return plan.find(index) != std::string::npos;
}

} // namespace

TEST_CASE_FIXTURE(many_widgets, "the planner takes the search index of its own accord") {
    const auto found =
        widgets().search("\"number 4711\"", {}, page::of(1, 10), widget::snippets::without);
    REQUIRE(found.size() == 1);
    CHECK(uses(plan("false, '\"number 4711\"', 10, 0"), "Bitmap Index Scan on widgets_search_idx"));
    CHECK(uses(plan("true, 'steel -tools', 10, 20"), "Bitmap Index Scan on widgets_search_idx"));
    CHECK(widgets().count_found("steel", {}) > 0);
    CHECK(uses(plan("'steel'"), "Bitmap Index Scan on widgets_search_idx"));
}

TEST_CASE_FIXTURE(many_widgets,
                  "the planner walks the index of the order from any place, unsorted") {
    const std::map<std::string, std::pair<std::string, std::string>> orders{
        {"name", {"widgets_name_idx", "'Widget number 9"}},
        {"category", {"widgets_category_idx", "'Category 7"}},
        {"user_id", {"widgets_user_id_idx", "'5cf37266-3473-4006-984f-9325122678b7"}},
        {"date_created", {"widgets_date_created_idx", "'2026-02-01 05:00:00+00"}},
        {"date_updated", {"widgets_date_updated_idx", "'2026-02-01 05:00:00+00"}},
        {"id", {"widgets_pkey", ""}}};
    for (const auto& [column, expected] : orders) {
        for (const std::string suffix : {"", ":desc"}) {
            CAPTURE(column + suffix);
            const auto order = widget::order_by::parse(column + suffix);
            const auto first = widgets().query_after({}, order, std::nullopt, 10);
            CHECK(first.items.size() == 10);
            CHECK(uses(plan("10"), expected.first));
            const auto second = widgets().query_after({}, order, first.next, 10);
            CHECK(second.items.size() == 10);
            const std::string id = "'80000000-0000-0000-0000-000000000000'";
            const auto next =
                plan(expected.second.empty() ? id + ", 10" : expected.second + "', " + id + ", 10");
            CHECK(uses(next, expected.first));
            CHECK_FALSE(uses(next, "Sort"));
        }
    }
}
