// SPDX-License-Identifier: MIT
#include "domain.hpp"
#include "listing.hpp"
#include "widget_columns.hpp"
#include "widget_filter.hpp"
#include "widget_verbs.hpp"

#include <dunlin/commands/context.hpp>
#include <dunlin/widget/business.hpp>
#include <dunlin/widgetdb/store.hpp>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include <memory>

namespace dunlin::commands {
namespace {

struct list_options {
    widget_filter_options filter;
    listing_options listing;
};

using table = record_table<widget::widget>;

output::row_extras write_page(widget::business& widgets, const widget::filter& which,
                              const widget::order_by& order, const listing_options& listing,
                              table& rows) {
    const auto piece = page::of(listing.page, listing.rows);
    const auto total = widgets.count(which);
    const auto some = widgets.query(which, order, piece);
    for (const auto& one : some) {
        rows.write(one);
    }
    const bool more = !some.empty() && piece.offset() + piece.rows() < total;
    return page_extras(listing, total,
                       more ? std::optional(widget::place_behind(some.back(), order))
                            : std::nullopt);
}

output::row_extras write_keyset(widget::business& widgets, const widget::filter& which,
                                const widget::order_by& order, const listing_options& listing,
                                table& rows) {
    const auto next = write_pages(listing, [&](const auto& place, std::int64_t wanted) {
        const auto some = widgets.query_after(which, order, place, wanted);
        for (const auto& one : some.widgets) {
            rows.write(one);
        }
        return some.next;
    });
    return keyset_extras(listing, next);
}

exit_code run_widget_list(const list_options& options, context& world) {
    const auto which = read_widget_filter(options.filter);
    const auto order = options.listing.order_by.empty()
                           ? widget::order_by{}
                           : widget::order_by::parse(options.listing.order_by);
    check_listing(options.listing);
    return in_domain(world, [&](sqldb::connection& db) {
        const auto kind = world.format(output::format::table);
        table rows(world, kind, world.out(), widget_columns(), options.listing.columns);
        widgetdb::store store(db);
        widget::business widgets(store);
        const bool keyset = options.listing.after || options.listing.all;
        rows.finish(
            (keyset ? write_keyset : write_page)(widgets, which, order, options.listing, rows));
    });
}

} // namespace

runner setup_widget_list(CLI::App& app) {
    auto options = std::make_shared<list_options>();
    add_widget_filter(app, options->filter);
    add_listing(app, options->listing, "id, user_id, name, category, date_created, date_updated");
    return [options](context& world) { return run_widget_list(*options, world); };
}

} // namespace dunlin::commands
