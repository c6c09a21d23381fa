// SPDX-License-Identifier: MIT
#include "shop.hpp"

#include <dunlin/base/error.hpp>
#include <dunlin/base/operation.hpp>
#include <dunlin/migrator/runner.hpp>
#include <dunlin/seeder/apply.hpp>
#include <dunlin/sqldb/query.hpp>
#include <dunlin/widget/business.hpp>
#include <dunlin/widgetdb/store.hpp>

#include <shop/migrations.hpp>
#include <shop/seeds.hpp>

namespace shop {
namespace {

using namespace dunlin;

constexpr std::string_view count_parts_sql = "SELECT count(*) FROM parts";

/// Up to this number of widgets is read in one page.
constexpr std::int64_t page_size = 1000;

std::vector<widget::widget> widgets_of(widget::business& widgets, const std::string& category) {
    widget::filter filter;
    filter.category = category;
    return widgets.query(filter, widget::order_by::parse("name"), page::of(1, page_size));
}

sqldb::config observed(sqldb::config database, sqldb::statement_observer& observer) {
    database.observer = &observer;
    return database;
}

} // namespace

catalogue::catalogue(sqldb::config database)
    : recorder_([this](std::string_view operation, auto duration, auto failure) {
          metrics_.record(operation, duration, failure);
      }),
      pool_(observed(std::move(database), recorder_)) {}

preparation prepare(const sqldb::config& database) {
    migrator::settings settings;
    settings.database = database;
    settings.embedded = migrations();
    const migrator::report migrated = migrator::up(settings);

    sqldb::connection db(database);
    const seeder::seeding seeding({seeder::find_set(seeds())});
    const seeder::run_report seeded = seeding.apply(db, {});
    return {migrated.applied.size(), migrated.current, seeded.total().inserted};
}

std::vector<widget::widget> catalogue::in_category(const std::string& category) {
    widgetdb::store store(pool_);
    widget::business widgets(store);
    return widgets_of(widgets, category);
}

std::size_t catalogue::move_category(const std::string& from, const std::string& to) {
    const auto work = [&](sqldb::transaction& transaction) {
        widgetdb::store store(transaction);
        widget::business widgets(store);
        const auto found = widgets_of(widgets, from);
        widget::update_widget change;
        change.category = widget::category::parse(to);
        for (const widget::widget& widget : found) {
            widgets.update(widget.id, change);
        }
        return found.size();
    };
    sqldb::transaction_options options;
    options.level = sqldb::isolation::serializable;
    options.retries = 5;
    return pool_.in_transaction(work, options);
}

std::optional<std::int64_t> catalogue::count_parts(std::chrono::milliseconds limit) {
    const operation scope("parts.count");
    try {
        return sqldb::query_value<std::int64_t>(pool_, count_parts_sql, {}, sqldb::within(limit));
    } catch (const error& problem) {
        if (problem.kind() == error_kind::timed_out) {
            return std::nullopt;
        }
        throw;
    }
}

} // namespace shop
