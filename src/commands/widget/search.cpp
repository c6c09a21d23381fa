// SPDX-License-Identifier: MIT
#include "shared/entity_connection.hpp"
#include "shared/listing.hpp"
#include "widget/columns.hpp"
#include "widget/filter.hpp"
#include "widget/verbs.hpp"

#include <dunlin/commands/context.hpp>
#include <dunlin/commands/flag_set.hpp>
#include <dunlin/widget/business.hpp>
#include <dunlin/widgetdb/store.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <memory>

namespace dunlin::commands {
namespace {

struct search_options {
    std::vector<std::string> terms;
    bool snippets = false;
    widget_filter_options filter;
    listing_options listing;
};

/// --snippets and --columns snippet have the same effect.
void combine_snippet_options(search_options& options, output::format kind) {
    auto& columns = options.listing.columns;
    const bool is_named = std::find(columns.begin(), columns.end(), "snippet") != columns.end();
    if (options.snippets && columns.empty()) {
        columns = output::is_for_people(kind)
                      ? std::vector<std::string>{"rank", "id", "snippet"}
                      : std::vector<std::string>{
                            "rank",         "id",           "user_id", "name", "category",
                            "description",  "is_active",    "active",  "tags", "attributes",
                            "date_created", "date_updated", "snippet"};
    } else if (options.snippets && !is_named) {
        columns.emplace_back("snippet");
    }
    options.snippets = options.snippets || is_named;
}

exit_code run_widget_search(search_options options, context& context) {
    const auto kind = context.format(output::format::table);
    combine_snippet_options(options, kind);
    const auto filter = read_widget_filter(options.filter);
    const auto page = page::of(options.listing.page, options.listing.rows);
    const auto text = fmt::format("{}", fmt::join(options.terms, " "));
    return with_entity_connection(context, [&](sqldb::connection& db) {
        widgetdb::store store(db);
        widget::business widgets(store);
        const auto found =
            widgets.search(text, filter, page,
                           options.snippets ? widget::snippets::with : widget::snippets::without);
        const auto total = widgets.count_found(text, filter);
        record_table<widget::found_widget> rows(context, kind, context.out(),
                                                found_widget_columns(), options.listing.columns);
        rows.write_all(found);
        rows.finish(page_extras(options.listing, total, std::nullopt));
    });
}

} // namespace

runner setup_widget_search(flag_set& flags) {
    auto options = std::make_shared<search_options>();
    flags.add("text", options->terms, "Search text, such as 'steel -tool \"desk lamp\" or lantern'")
        .value_name("TEXT")
        .required();
    flags.add_switch("--snippets", options->snippets,
                     "Show the matching text, with matches between **");
    add_widget_filter(flags, options->filter);
    add_page_options(flags, options->listing);
    add_columns_option(flags, options->listing.columns);
    return [options](context& context) { return run_widget_search(*options, context); };
}

} // namespace dunlin::commands
