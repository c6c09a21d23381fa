// SPDX-License-Identifier: MIT
#include "filter.hpp"

#include <dunlin/sqldb/list.hpp>

#include <array>
#include <optional>
#include <string_view>

namespace dunlin::widgetdb {
namespace {

using value = std::optional<std::string>;

value array_or_nothing(const std::vector<std::string>& texts) {
    return texts.empty() ? std::nullopt : sqldb::encode_parameter(texts);
}

/// The pattern of ILIKE for texts that contain `part`. Its wildcards and the backslash stand for
/// themselves.
std::string pattern_for(std::string_view part) {
    std::string pattern = "%";
    for (const char c : part) {
        if (c == '%' || c == '_' || c == '\\') {
            pattern += '\\';
        }
        pattern += c;
    }
    return pattern + '%';
}

constexpr std::array<sqldb::condition<widget::filter>, 10> conditions{{
    {"by_id", "widgets.widget_id = :by_id",
     [](const widget::filter& f) { return sqldb::encode_parameter(f.id); }},
    {"by_user", "widgets.user_id = :by_user",
     [](const widget::filter& f) { return sqldb::encode_parameter(f.user_id); }},
    {"by_name", "widgets.name ILIKE :by_name",
     [](const widget::filter& f) { return f.name ? value(pattern_for(*f.name)) : std::nullopt; }},
    {"by_category", "widgets.category = :by_category",
     [](const widget::filter& f) { return sqldb::encode_parameter(f.category); }},
    {"by_is_active", "widgets.is_active = :by_is_active",
     [](const widget::filter& f) { return sqldb::encode_parameter(f.is_active); }},
    {"by_created_after", "widgets.date_created >= :by_created_after",
     [](const widget::filter& f) { return sqldb::encode_parameter(f.created_after); }},
    {"by_created_before", "widgets.date_created < :by_created_before",
     [](const widget::filter& f) { return sqldb::encode_parameter(f.created_before); }},
    {"by_any_tags", "widgets.tags && :by_any_tags",
     [](const widget::filter& f) { return array_or_nothing(f.any_tags); }},
    {"by_all_tags", "widgets.tags @> :by_all_tags",
     [](const widget::filter& f) { return array_or_nothing(f.all_tags); }},
    {"by_attributes", "widgets.attributes @> :by_attributes",
     [](const widget::filter& f) { return sqldb::encode_parameter(f.attributes); }},
}};

} // namespace

bool append_filter(std::string& sql, sqldb::parameters& values, const widget::filter& filter) {
    return sqldb::append_conditions<widget::filter>(sql, values, filter, conditions);
}

} // namespace dunlin::widgetdb
