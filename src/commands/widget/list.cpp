// SPDX-License-Identifier: MIT
#include "shared/entity_connection.hpp"
#include "shared/listing.hpp"
#include "shared/write_listing.hpp"
#include "widget/columns.hpp"
#include "widget/filter.hpp"
#include "widget/verbs.hpp"

#include <dunlin/commands/context.hpp>
#include <dunlin/widget/business.hpp>
#include <dunlin/widgetdb/store.hpp>

#include <memory>

namespace dunlin::commands {
namespace {

struct list_options {
    widget_filter_options filter;
    listing_options listing;
};

exit_code run_widget_list(const list_options& options, context& context) {
    const auto filter = read_widget_filter(options.filter);
    const auto order = options.listing.order_by.empty()
                           ? widget::order_by{}
                           : widget::order_by::parse(options.listing.order_by);
    check_listing(options.listing);
    return with_entity_connection(context, [&](sqldb::connection& db) {
        widgetdb::store store(db);
        widget::business widgets(store);
        write_listing(context, widgets, filter, order, options.listing, widget_columns());
    });
}

} // namespace

runner setup_widget_list(flag_set& flags) {
    auto options = std::make_shared<list_options>();
    add_widget_filter(flags, options->filter);
    add_listing_options(flags, options->listing,
                        "id, user_id, name, category, date_created or date_updated");
    return [options](context& context) { return run_widget_list(*options, context); };
}

} // namespace dunlin::commands
