// SPDX-License-Identifier: MIT
#include "fixture.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>

using namespace dunlin;
using namespace dunlin::test;

namespace {

struct reported : seeded_widgets {
    std::vector<widget::counted_widget> parts(const widget::report_selection& selection) {
        std::vector<widget::counted_widget> rows;
        widgets.report_parts(selection, [&](const auto& row) { rows.push_back(row); });
        return rows;
    }
    std::vector<widget::ranked_widget> ranks(const widget::report_selection& selection) {
        std::vector<widget::ranked_widget> rows;
        widgets.report_rank(selection, [&](const auto& row) { rows.push_back(row); });
        return rows;
    }
    std::vector<widget::grouped_widget> counts(const widget::report_selection& selection) {
        std::vector<widget::grouped_widget> rows;
        widgets.report_counts(selection, [&](const auto& row) { rows.push_back(row); });
        return rows;
    }
};

/// The rows of all pages, one after the other.
template <class Report>
auto by_pages(std::int64_t rows, const std::optional<uuid>& user, Report report) {
    auto all = report(widget::report_selection{user, page::of(1, rows)});
    for (std::int64_t number = 2;; ++number) {
        const auto some = report(widget::report_selection{user, page::of(number, rows)});
        if (some.empty()) {
            return all;
        }
        all.insert(all.end(), some.begin(), some.end());
    }
}

} // namespace

TEST_CASE_FIXTURE(reported, "parts are counted per widget, and none is a count too") {
    const auto bare = widgets.create(a_widget("Bare"));
    const auto all = parts({});
    REQUIRE(all.size() == 13);
    CHECK(all[0].widget == bare);
    CHECK(all[0].part_count == 0);
    CHECK(all[0].quantity == 0);
    CHECK(all[12].widget.name.text() == "Adjustable wrench");
    CHECK(all[12].part_count == 3);
    CHECK(all[12].quantity == 4);
    CHECK(parts({gopher, std::nullopt}).size() == 7);
}

TEST_CASE_FIXTURE(reported, "the rank counts within each category, the newest first") {
    const auto all = ranks({});
    REQUIRE(all.size() == 12);
    CHECK(all[0].widget.category.text() == "Fittings");
    CHECK(all[0].category_rank == 1);
    CHECK(all[0].widget.name.text() == "Türgriff „Möwe“");
    CHECK(all[0].widget == widgets.query_by_id(all[0].widget.id));
    CHECK(all[1].category_rank == 2);
    CHECK(all[2].widget.category.text() == "Instruments");
    CHECK(all[2].category_rank == 1);
    CHECK(ranks({admin, std::nullopt}).size() == 5);
}

TEST_CASE_FIXTURE(reported, "each widget has the count of its category, the largest first") {
    const auto all = counts({});
    REQUIRE(all.size() == 12);
    std::string order;
    for (const auto& row : all) {
        order += row.widget.category.text().substr(0, 1) + std::to_string(row.widget_count) + " ";
    }
    CHECK(order == "T4 T4 T4 T4 I3 I3 I3 L3 L3 L3 F2 F2 ");
    CHECK(all[0].widget.name.text() == "Claw hammer");
    CHECK(all[0].widget == widgets.query_by_id(all[0].widget.id));
    const auto of_user = counts({gopher, std::nullopt});
    REQUIRE(of_user.size() == 7);
    CHECK(of_user[0].widget_count == 2);
    CHECK(of_user[6].widget_count == 1);
}

TEST_CASE_FIXTURE(reported, "the pages of a report are the report, whatever their size") {
    for (const auto& user : {std::optional<uuid>(), std::optional(gopher)}) {
        for (const std::int64_t rows : {1, 2, 5, 7, 12}) {
            CAPTURE(rows);
            const auto ids = [](const auto& all) {
                std::vector<std::string> texts;
                for (const auto& row : all) {
                    texts.push_back(row.widget.id.to_string());
                }
                return texts;
            };
            const auto rank_of = [](const auto& all) {
                std::vector<std::int64_t> numbers;
                for (const auto& row : all) {
                    numbers.push_back(row.category_rank);
                }
                return numbers;
            };
            CHECK(ids(by_pages(rows, user, [&](const auto& s) { return parts(s); })) ==
                  ids(parts({user, std::nullopt})));
            const auto ranked = by_pages(rows, user, [&](const auto& s) { return ranks(s); });
            CHECK(ids(ranked) == ids(ranks({user, std::nullopt})));
            CHECK(rank_of(ranked) == rank_of(ranks({user, std::nullopt})));
            CHECK(ids(by_pages(rows, user, [&](const auto& s) { return counts(s); })) ==
                  ids(counts({user, std::nullopt})));
        }
    }
}

TEST_CASE_FIXTURE(reported, "pages of 40,000 widgets are full, and their times are printed") {
    base.db().run(R"(
        INSERT INTO widgets (widget_id, user_id, name, category, date_created, date_updated)
        SELECT md5('widget ' || n)::uuid, '5cf37266-3473-4006-984f-9325122678b7',
               'Widget number ' || n, 'Category ' || n % 50,
               '2026-02-01'::timestamptz + n * interval '1 second',
               '2026-02-01'::timestamptz + n * interval '1 second'
        FROM generate_series(1, 40000) AS n)",
                  {});
    base.db().run(R"(
        INSERT INTO parts (part_id, widget_id, name)
        SELECT gen_random_uuid(), md5('widget ' || 1 + n % 40000)::uuid, 'Part ' || n
        FROM generate_series(1, 120000) AS n)",
                  {});
    base.db().run("VACUUM ANALYZE widgets, parts", {});
    // The fastest of three, since other processes slow down single ones.
    const auto milliseconds = [](auto read) {
        double fastest = 1e9;
        for (int i = 0; i < 3; ++i) {
            const auto start = std::chrono::steady_clock::now();
            REQUIRE(read().size() == 20);
            const std::chrono::duration<double, std::milli> spent =
                std::chrono::steady_clock::now() - start;
            fastest = std::min(fastest, spent.count());
        }
        return fastest;
    };
    for (const std::int64_t number : {1, 1000, 2000}) {
        for (const auto& user : {std::optional<uuid>(), std::optional(admin)}) {
            const widget::report_selection selection{user, page::of(number, 20)};
            const double times[] = {milliseconds([&] { return parts(selection); }),
                                    milliseconds([&] { return ranks(selection); }),
                                    milliseconds([&] { return counts(selection); })};
            MESSAGE("page ", number, std::string(user ? " of a user" : ""), ", in ms: parts ",
                    times[0], ", rank ", times[1], ", counts ", times[2]);
        }
    }
}

TEST_CASE_FIXTURE(seeded_widgets, "categories are those of the user, with their counts") {
    const auto categories = widgets.report_categories(gopher);
    REQUIRE(categories.size() == 4);
    CHECK(categories[3].category == "Tools");
    CHECK(categories[3].widgets == 2);
    CHECK(categories[3].active == 1);
    CHECK(widgets.report_categories(uuid::random()).empty());
}
