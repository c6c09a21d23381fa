// SPDX-License-Identifier: MIT
#include "shared/arguments.hpp"
#include "shared/entity_connection.hpp"
#include "shared/listing.hpp"
#include "widget/columns.hpp"
#include "widget/verbs.hpp"

#include <dunlin/commands/context.hpp>
#include <dunlin/commands/flag_set.hpp>
#include <dunlin/widget/business.hpp>
#include <dunlin/widgetdb/store.hpp>

#include <memory>

namespace dunlin::commands {
namespace {

struct get_options {
    std::vector<std::string> ids;
    std::vector<std::string> columns;
};

exit_code run_widget_get(const get_options& options, context& context) {
    const auto ids = read_ids("ID", options.ids);
    return with_entity_connection(context, [&](sqldb::connection& db) {
        widgetdb::store store(db);
        widget::business widgets(store);
        // All widgets are read before the first is written, so that stdout is complete or empty.
        std::vector<widget::widget> found;
        found.reserve(ids.size());
        for (const auto& id : ids) {
            found.push_back(widgets.query_by_id(id));
        }
        write_records<widget::widget_with_parts>(context, widget_with_parts_columns(),
                                                 widgets.with_parts(found), options.columns);
    });
}

} // namespace

runner setup_widget_get(flag_set& flags) {
    auto options = std::make_shared<get_options>();
    flags.add("id", options->ids, "Ids of the widgets").value_name("ID").required();
    add_columns_option(flags, options->columns);
    return [options](context& context) { return run_widget_get(*options, context); };
}

} // namespace dunlin::commands
