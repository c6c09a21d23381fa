// SPDX-License-Identifier: MIT
#include "row.hpp"

#include <utility>

namespace dunlin::widgetdb {

widget_row to_row(const widget::widget& one) {
    return {one.id,
            one.user_id,
            one.name.text(),
            one.category.text(),
            one.active,
            one.tags.texts(),
            sqldb::json{one.attributes.json()},
            one.date_created,
            one.date_updated};
}

widget::widget to_widget(widget_row row) {
    return {row.id,
            row.user_id,
            widget::name::stored(std::move(row.name)),
            widget::category::stored(std::move(row.category)),
            row.active,
            widget::tags::stored(std::move(row.tags)),
            widget::attributes::stored(std::move(row.attributes.text)),
            row.date_created,
            row.date_updated};
}

} // namespace dunlin::widgetdb
