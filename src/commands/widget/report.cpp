// SPDX-License-Identifier: MIT
#include "shared/arguments.hpp"
#include "shared/entity_connection.hpp"
#include "shared/listing.hpp"
#include "shared/record_table.hpp"
#include "widget/columns.hpp"
#include "widget/verbs.hpp"

#include <dunlin/base/closest_match.hpp>
#include <dunlin/base/error.hpp>
#include <dunlin/commands/context.hpp>
#include <dunlin/commands/flag_set.hpp>
#include <dunlin/widget/business.hpp>
#include <dunlin/widgetdb/store.hpp>

#include <fmt/format.h>

#include <memory>

namespace dunlin::commands {
namespace {

using enum column_visibility;
using output::value_kind;
using text = std::optional<std::string>;
using user_choice = std::optional<uuid>;

struct report_options {
    std::string kind;
    std::optional<std::string> user;
    listing_options listing;
};

// clang-format off
constexpr record_column<widget::category_count> category_columns[] = {
    {"category", value_kind::text, false, "text", always, [](const widget::category_count& r, time_formatter) -> text { return r.category; }},
    {"widgets", value_kind::number, false, "int8", always, [](const widget::category_count& r, time_formatter) -> text { return std::to_string(r.widgets); }},
    {"active", value_kind::number, false, "int8", always, [](const widget::category_count& r, time_formatter) -> text { return std::to_string(r.active); }},
};
// clang-format on

void write_categories(context& context, widget::business& widgets, const report_options& options,
                      const user_choice& user) {
    const auto categories = widgets.report_categories(user);
    record_table<widget::category_count> rows(context, context.format(output::format::table),
                                              context.out(), category_columns,
                                              options.listing.columns);
    rows.write_all(categories);
    output::row_extras extras;
    extras.total = static_cast<std::int64_t>(categories.size());
    rows.finish(extras);
}

/// Calls report(selection, handle) for the rows of a report on widgets and writes each as it
/// arrives.
template <class T, class Report>
void write_widgets(context& context, widget::business& widgets, const report_options& options,
                   const user_choice& user, std::span<const record_column<T>> columns,
                   Report report) {
    record_table<T> rows(context, context.format(output::format::table), context.out(), columns,
                         options.listing.columns);
    const auto write = [&](const T& row) { rows.write(row); };
    if (options.listing.all) {
        output::row_extras extras;
        extras.total = report(widget::report_selection{user, std::nullopt}, write);
        rows.finish(extras);
        return;
    }
    widget::filter filter;
    filter.user_id = user;
    const auto page = page::of(options.listing.page, options.listing.rows);
    const auto total = widgets.count(filter);
    report(widget::report_selection{user, page}, write);
    rows.finish(page_extras(options.listing, total, std::nullopt));
}

using report_writer = void (*)(context&, widget::business&, const report_options&,
                               const user_choice&);

struct report {
    std::string_view name;
    report_writer write;
    bool has_pages = true;
};

constexpr report reports[] = {
    {"parts",
     [](context& context, widget::business& widgets, const report_options& options,
        const user_choice& user) {
         write_widgets<widget::counted_widget>(context, widgets, options, user,
                                               counted_widget_columns(),
                                               [&](const auto& selection, const auto& write) {
                                                   return widgets.report_parts(selection, write);
                                               });
     }},
    {"rank",
     [](context& context, widget::business& widgets, const report_options& options,
        const user_choice& user) {
         write_widgets<widget::ranked_widget>(context, widgets, options, user,
                                              ranked_widget_columns(),
                                              [&](const auto& selection, const auto& write) {
                                                  return widgets.report_rank(selection, write);
                                              });
     }},
    {"counts",
     [](context& context, widget::business& widgets, const report_options& options,
        const user_choice& user) {
         write_widgets<widget::grouped_widget>(context, widgets, options, user,
                                               grouped_widget_columns(),
                                               [&](const auto& selection, const auto& write) {
                                                   return widgets.report_counts(selection, write);
                                               });
     }},
    {"categories", write_categories, false},
};

void check_pages(const report& report, const listing_options& listing) {
    const bool wants_page = listing.page != 1 || listing.rows != listing_options().rows;
    if (!report.has_pages && (wants_page || listing.all)) {
        throw error(error_kind::usage,
                    fmt::format("the report {} has no pages: it prints all rows", report.name));
    }
    check_listing(listing);
}

const report& find_report(const std::string& name) {
    for (const auto& report : reports) {
        if (report.name == name) {
            return report;
        }
    }
    const std::vector<std::string> names{"parts", "rank", "counts", "categories"};
    const std::string suggestion = closest_match(name, names);
    throw error(error_kind::usage, fmt::format("unknown report \"{}\"", name))
        .with_hint(suggestion.empty() ? "the reports are parts, rank, counts and categories"
                                      : fmt::format("did you mean {}?", suggestion));
}

exit_code run_widget_report(const report_options& options, context& context) {
    const report& report = find_report(options.kind);
    check_pages(report, options.listing);
    const auto user = read_optional_id("--user", options.user);
    return with_entity_connection(context, [&](sqldb::connection& db) {
        widgetdb::store store(db);
        widget::business widgets(store);
        report.write(context, widgets, options, user);
    });
}

} // namespace

runner setup_widget_report(flag_set& flags) {
    auto options = std::make_shared<report_options>();
    flags
        .add(
            "report", options->kind,
            "parts: widgets with the number of their parts, newest first; rank: widgets with their "
            "position in their category, newest first; counts: widgets with the number of widgets "
            "in their category, largest first; categories: widgets per category")
        .value_name("parts|rank|counts|categories")
        .required();
    flags.add("--user", options->user, "Include only widgets of this user").value_name("ID");
    add_page_options(flags, options->listing);
    flags.add_switch("--all", options->listing.all, "Print all rows, each as it arrives");
    add_columns_option(flags, options->listing.columns);
    return [options](context& context) { return run_widget_report(*options, context); };
}

} // namespace dunlin::commands
