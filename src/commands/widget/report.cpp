// SPDX-License-Identifier: MIT
#include "shared/arguments.hpp"
#include "shared/entity_connection.hpp"
#include "shared/record_table.hpp"
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
};

// clang-format off
constexpr record_column<widget::part_count> part_columns[] = {
    {"id", value_kind::text, false, "uuid", always, [](const widget::part_count& r, time_formatter) -> text { return r.id.to_string(); }},
    {"name", value_kind::text, false, "text", always, [](const widget::part_count& r, time_formatter) -> text { return r.name; }},
    {"parts", value_kind::number, false, "int8", always, [](const widget::part_count& r, time_formatter) -> text { return std::to_string(r.parts); }},
    {"quantity", value_kind::number, false, "int8", always, [](const widget::part_count& r, time_formatter) -> text { return std::to_string(r.quantity); }},
};

constexpr record_column<widget::category_rank> rank_columns[] = {
    {"category", value_kind::text, false, "text", always, [](const widget::category_rank& r, time_formatter) -> text { return r.category; }},
    {"place", value_kind::number, false, "int8", always, [](const widget::category_rank& r, time_formatter) -> text { return std::to_string(r.rank); }},
    {"id", value_kind::text, false, "uuid", always, [](const widget::category_rank& r, time_formatter) -> text { return r.id.to_string(); }},
    {"name", value_kind::text, false, "text", always, [](const widget::category_rank& r, time_formatter) -> text { return r.name; }},
};

constexpr record_column<widget::category_count> category_columns[] = {
    {"category", value_kind::text, false, "text", always, [](const widget::category_count& r, time_formatter) -> text { return r.category; }},
    {"widgets", value_kind::number, false, "int8", always, [](const widget::category_count& r, time_formatter) -> text { return std::to_string(r.widgets); }},
    {"active", value_kind::number, false, "int8", always, [](const widget::category_count& r, time_formatter) -> text { return std::to_string(r.active); }},
};
// clang-format on

template <class T>
void write_all(context& context, std::span<const record_column<T>> columns,
               const std::vector<T>& records) {
    record_table<T> rows(context, context.format(output::format::table), context.out(), columns,
                         {});
    rows.write_all(records);
    output::row_extras extras;
    extras.total = static_cast<std::int64_t>(records.size());
    rows.finish(extras);
}

struct report {
    std::string_view name;
    void (*write)(context&, widget::business&, const user_choice&);
};

constexpr report reports[] = {
    {"parts",
     [](context& context, widget::business& widgets, const user_choice& user) {
         write_all<widget::part_count>(context, part_columns, widgets.report_parts(user));
     }},
    {"rank",
     [](context& context, widget::business& widgets, const user_choice& user) {
         write_all<widget::category_rank>(context, rank_columns, widgets.report_rank(user));
     }},
    {"categories",
     [](context& context, widget::business& widgets, const user_choice& user) {
         write_all<widget::category_count>(context, category_columns,
                                           widgets.report_categories(user));
     }},
};

const report& find_report(const std::string& name) {
    for (const auto& report : reports) {
        if (report.name == name) {
            return report;
        }
    }
    const std::vector<std::string> names{"parts", "rank", "categories"};
    const std::string suggestion = closest_match(name, names);
    throw error(error_kind::usage, fmt::format("unknown report \"{}\"", name))
        .with_hint(suggestion.empty() ? "the reports are parts, rank and categories"
                                      : fmt::format("did you mean {}?", suggestion));
}

exit_code run_widget_report(const report_options& options, context& context) {
    const report& report = find_report(options.kind);
    const auto user = read_optional_id("--user", options.user);
    return with_entity_connection(context, [&](sqldb::connection& db) {
        widgetdb::store store(db);
        widget::business widgets(store);
        report.write(context, widgets, user);
    });
}

} // namespace

runner setup_widget_report(flag_set& flags) {
    auto options = std::make_shared<report_options>();
    flags
        .add("report", options->kind,
             "parts: parts per widget; rank: position of each widget in its category, "
             "newest first; categories: widgets per category")
        .value_name("parts|rank|categories")
        .required();
    flags.add("--user", options->user, "Include only widgets of this user").value_name("ID");
    return [options](context& context) { return run_widget_report(*options, context); };
}

} // namespace dunlin::commands
