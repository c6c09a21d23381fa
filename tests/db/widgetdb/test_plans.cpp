// SPDX-License-Identifier: MIT
#include "fixture.hpp"

#include <dunlin/base/file.hpp>
#include <dunlin/sqldb/observer.hpp>
#include <dunlin/sqldb/query.hpp>

#include <doctest/doctest.h>
#include <support/golden.hpp>

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

/// Whether a plan may read a whole table.
enum class scans { refused, allowed };

/// Enough widgets, with the statistics that autovacuum would take, for the planner to choose its
/// way by cost. Nothing is forced upon it.
class many_widgets {
public:
    many_widgets() : db_(observed(base_.config())) {
        base_.seed();
        db_.run(R"(
            INSERT INTO widgets (widget_id, user_id, name, category, tags, attributes, date_created,
                                 date_updated)
            SELECT md5('widget ' || n)::uuid, '5cf37266-3473-4006-984f-9325122678b7',
                   'Widget number ' || n, 'Category ' || n % 50, ARRAY['batch ' || n / 100],
                   jsonb_build_object('batch', n / 100),
                   '2026-02-01'::timestamptz + n * interval '1 second',
                   '2026-02-01'::timestamptz + n * interval '1 second'
            FROM generate_series(1, 20000) AS n)",
                {});
        db_.run(R"(
            INSERT INTO parts (part_id, widget_id, name)
            SELECT md5('part ' || n)::uuid, md5('widget ' || 1 + n % 20000)::uuid, 'Part ' || n
            FROM generate_series(1, 40000) AS n)",
                {});
        db_.run("VACUUM ANALYZE widgets, parts", {});
    }

    /// How the server runs the store's last statement with these values of its parameters.
    std::string plan(const std::string& values, scans scan = scans::refused) {
        observer_.is_listening = false;
        db_.run("PREPARE asked AS " + observer_.text, {});
        std::string lines;
        db_.stream("EXPLAIN (COSTS off) EXECUTE asked(" + values + ")", {},
                   [&](const sqldb::row& line) { (lines += line.text(0)) += '\n'; });
        db_.run("DEALLOCATE asked", {});
        observer_.is_listening = true;
        CAPTURE(lines);
        if (scan == scans::refused) {
            CHECK(lines.find("Seq Scan") == std::string::npos);
        }
        return lines;
    }
    /// How the server runs a statement that is not the store's.
    std::string plan_of(const std::string& statement) {
        std::string lines;
        db_.stream("EXPLAIN (COSTS off) " + statement, {},
                   [&](const sqldb::row& line) { (lines += line.text(0)) += '\n'; });
        return lines;
    }
    widget::business& widgets() noexcept { return widgets_; }
    widgetdb::store& store() noexcept { return store_; }
    sqldb::connection& db() noexcept { return db_; }

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

TEST_CASE_FIXTURE(many_widgets, "tags and attributes are found through their indexes") {
    widget::filter any;
    any.any_tags = {"batch 7"};
    CHECK(widgets().query(any, {}, page::of(1, 20)).size() == 20);
    CHECK(uses(plan("'{batch 7}', 20, 0"), "Bitmap Index Scan on widgets_tags_idx"));
    CHECK(widgets().count(any) == 100);
    CHECK(uses(plan("'{batch 7}'"), "Bitmap Index Scan on widgets_tags_idx"));
    widget::filter all;
    all.all_tags = {"batch 7"};
    CHECK(widgets().count(all) == 100);
    CHECK(uses(plan("'{batch 7}'"), "Bitmap Index Scan on widgets_tags_idx"));
    widget::filter attribute;
    attribute.attributes = R"({"batch": 7})";
    CHECK(widgets().count(attribute) == 100);
    CHECK(uses(plan(R"('{"batch": 7}')"), "Bitmap Index Scan on widgets_attributes_idx"));
}

TEST_CASE_FIXTURE(many_widgets, "parts are found through the index of their widgets") {
    const std::string id = "c9f0f895-fb98-ab91-59f5-1fd0297e236d";
    store().query_parts({*uuid::parse(id)});
    CHECK(uses(plan("'{" + id + "}'"), "parts_widget_id_idx"));
    // The cascade of the foreign key runs this statement for every deleted widget.
    CHECK(uses(plan_of("DELETE FROM ONLY parts WHERE '" + id + "' = widget_id"),
               "parts_widget_id_idx"));
}

TEST_CASE_FIXTURE(many_widgets, "reports read their pages from indexes") {
    const widget::report_selection page{std::nullopt, page::of(3, 20)};
    widgets().report_parts(page, [](const auto&) {});
    const auto parts = plan("NULL, 20, 40");
    CHECK(uses(parts, "widgets_date_created_idx"));
    CHECK(uses(parts, "parts_widget_id_idx"));
    widgets().report_rank(page, [](const auto&) {});
    CHECK(uses(plan("NULL, 20, 40"), "widgets_category_date_created_idx"));
    widgets().report_counts(page, [](const auto&) {});
    CHECK(uses(plan("NULL, 40, 20"), "widgets_category_date_created_idx"));
}

TEST_CASE_FIXTURE(many_widgets, "a part of a name is found through trigrams where they are there") {
    if (db().run("SELECT FROM pg_available_extensions WHERE name = 'pg_trgm'", {}).empty()) {
        MESSAGE("pg_trgm is not installed here");
        return;
    }
    const std::string text = read_file(source_path("migrations/1.11_index_widget_names.sql"));
    const auto down = text.find("-- dunlin:down");
    db().run_script(text.substr(down));
    widget::filter filter;
    filter.name = "NUMBER 1999";
    CHECK(widgets().count(filter) == 11);
    CHECK(uses(plan("'%NUMBER 1999%'", scans::allowed), "Seq Scan"));

    db().run_script("DROP EXTENSION IF EXISTS pg_trgm; CREATE SCHEMA extensions; "
                    "CREATE EXTENSION pg_trgm SCHEMA extensions");
    db().run_script(text.substr(0, down));
    CHECK(widgets().count(filter) == 11);
    CHECK(uses(plan("'%NUMBER 1999%'"), "Bitmap Index Scan on widgets_name_trgm_idx"));
    db().run_script(text.substr(down));
    CHECK(db().run("SELECT FROM pg_class WHERE relname = 'widgets_name_trgm_idx'", {}).empty());
}

TEST_CASE_FIXTURE(many_widgets, "there is no index that these tests do not plan") {
    const auto names = sqldb::query_values<std::string>(
        db(), "SELECT indexrelid::regclass::text FROM pg_index "
              "WHERE indrelid IN ('widgets'::regclass, 'parts'::regclass) "
              "AND indexrelid IS DISTINCT FROM to_regclass('widgets_name_trgm_idx') ORDER BY 1");
    CHECK(names ==
          std::vector<std::string>{"parts_pkey", "parts_widget_id_idx", "widgets_attributes_idx",
                                   "widgets_category_date_created_idx", "widgets_category_idx",
                                   "widgets_date_created_idx", "widgets_date_updated_idx",
                                   "widgets_name_idx", "widgets_pkey", "widgets_search_idx",
                                   "widgets_tags_idx", "widgets_user_id_idx"});
}
