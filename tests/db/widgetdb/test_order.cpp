// SPDX-License-Identifier: MIT
#include "fixture.hpp"

#include <dunlin/sqldb/query.hpp>

#include <doctest/doctest.h>

#include <set>

using namespace dunlin;
using namespace dunlin::test;

namespace {

struct many_widgets : seeded_widgets {
    many_widgets() {
        // Many equal values in every column, so that only the key tells rows apart.
        base.db().run(R"(
            INSERT INTO widgets (widget_id, user_id, name, category, date_created, date_updated)
            SELECT gen_random_uuid(),
                   CASE n % 2 WHEN 0 THEN '5cf37266-3473-4006-984f-9325122678b7'::uuid
                              ELSE '45b5fbd3-755f-4379-8f07-a58d4a30fa2f' END,
                   'name ' || n % 7, 'category ' || n % 3,
                   '2026-02-01'::timestamptz + n % 5 * interval '1 microsecond',
                   '2026-02-01'::timestamptz + n % 4 * interval '1 day'
            FROM generate_series(1, 500) AS n)",
                      {});
    }

    std::vector<uuid> by_pages(const widget::order_by& order, std::int64_t rows) {
        std::vector<uuid> ids;
        for (std::int64_t number = 1;; ++number) {
            const auto some = widgets.query({}, order, page::of(number, rows));
            for (const auto& item : some) {
                ids.push_back(item.id);
            }
            if (static_cast<std::int64_t>(some.size()) < rows) {
                return ids;
            }
        }
    }
    std::vector<uuid> by_keyset(const widget::order_by& order, std::int64_t rows,
                                const widget::filter& filter = {}) {
        std::vector<uuid> ids;
        std::optional<cursor> position;
        do {
            const auto some = widgets.query_after(filter, order, position, rows);
            for (const auto& item : some.items) {
                ids.push_back(item.id);
            }
            position = some.next;
        } while (position);
        return ids;
    }
};

} // namespace

TEST_CASE_FIXTURE(many_widgets,
                  "every order gives every widget once, by pages and by keyset alike") {
    for (const auto* column :
         {"id", "user_id", "name", "category", "date_created", "date_updated"}) {
        for (const auto* suffix : {"", ":desc"}) {
            const auto order = widget::order_by::parse(std::string(column) + suffix);
            CAPTURE(order.text());
            const auto ids = by_keyset(order, 37);
            CHECK(ids.size() == 512);
            CHECK(std::set(ids.begin(), ids.end()).size() == 512);
            CHECK(ids == by_pages(order, 100));
        }
    }
}

TEST_CASE_FIXTURE(many_widgets, "a filter holds on every page of a keyset") {
    widget::filter filter;
    filter.category = "category 1";
    const auto ids = by_keyset(widget::order_by::parse("name"), 37, filter);
    CHECK(ids.size() == 167);
    CHECK(std::set(ids.begin(), ids.end()).size() == 167);
    CHECK(widgets.count(filter) == 167);
}

TEST_CASE_FIXTURE(many_widgets, "the order is the server's") {
    const auto last = widgets.query({}, widget::order_by::parse("name:desc"), page::of(1, 1)).at(0);
    CHECK(last.name.text() ==
          sqldb::query_value<std::string>(base.db(),
                                          "SELECT name FROM widgets ORDER BY name DESC LIMIT 1"));
}
