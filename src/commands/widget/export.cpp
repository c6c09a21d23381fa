// SPDX-License-Identifier: MIT
#include "shared/entity_connection.hpp"
#include "shared/listing.hpp"
#include "widget/columns.hpp"
#include "widget/filter.hpp"
#include "widget/verbs.hpp"

#include <dunlin/base/error.hpp>
#include <dunlin/commands/context.hpp>
#include <dunlin/commands/flag_set.hpp>
#include <dunlin/output/output_file.hpp>
#include <dunlin/widget/business.hpp>
#include <dunlin/widgetdb/store.hpp>

#include <fmt/format.h>

#include <memory>

namespace dunlin::commands {
namespace {

struct export_options {
    widget_filter_options filter;
    std::string order_by = "id";
    std::string output;
};

output::format export_format(const context& context) {
    const auto kind = context.format(output::format::csv);
    if (kind != output::format::csv && kind != output::format::ndjson) {
        throw error(error_kind::usage, "export supports only csv and ndjson")
            .with_hint("for other formats use `dunlin widget list --all`");
    }
    return kind;
}

exit_code run_widget_export(const export_options& options, context& context) {
    const auto kind = export_format(context);
    const auto filter = read_widget_filter(options.filter);
    const auto order = widget::order_by::parse(options.order_by);
    // One statement, so that all rows are from the same snapshot. Not COPY TO, which accepts no
    // parameters for the filters.
    const auto write_all = [&](sqldb::connection& db, output::sink& sink) {
        record_table<widget::widget> rows(context, kind, sink, widget_columns(), {});
        widgetdb::store store(db);
        const auto count = widget::business(store).for_each(
            filter, order, [&](const widget::widget& widget) { rows.write(widget); });
        rows.finish();
        context.debug(fmt::format("exported {} widgets", count));
    };
    return with_entity_connection(context, [&](sqldb::connection& db) {
        if (options.output.empty()) {
            write_all(db, context.out());
            return;
        }
        output::output_file file(options.output, {&context.stop(), context.options().timeout});
        write_all(db, file);
        file.publish();
    });
}

} // namespace

runner setup_widget_export(flag_set& flags) {
    auto options = std::make_shared<export_options>();
    add_widget_filter(flags, options->filter);
    flags
        .add("--order-by", options->order_by,
             "Sort by id, user_id, name, category, date_created or date_updated "
             "(default: id); :desc sorts in descending order")
        .value_name("COLUMN[:desc]");
    flags
        .add("--output", options->output,
             "Write to FILE, which is replaced when complete (default: standard output)")
        .value_name("FILE");
    return [options](context& context) { return run_widget_export(*options, context); };
}

} // namespace dunlin::commands
