// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/base/page.hpp>
#include <dunlin/base/uuid.hpp>
#include <dunlin/widget/model.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace dunlin::widget {

/// A result of a search.
struct found_widget {
    dunlin::widget::widget widget;
    double rank = 0;                    ///< of ts_rank(): higher is better
    std::optional<std::string> snippet; ///< its text with the matches marked, if requested
};

/// A widget with its parts, in the order of their names.
struct widget_with_parts {
    dunlin::widget::widget widget;
    std::vector<part> parts;
};

/// A widget with the number of its parts.
struct counted_widget {
    dunlin::widget::widget widget;
    std::int64_t part_count = 0; ///< distinct parts
    std::int64_t quantity = 0;   ///< sum over all parts
};

/// A widget with its rank within its category by creation date, the newest first.
struct ranked_widget {
    dunlin::widget::widget widget;
    std::int64_t category_rank = 0; ///< from 1
};

/// A widget with the number of widgets in its category.
struct grouped_widget {
    dunlin::widget::widget widget;
    std::int64_t widget_count = 0;
};

/// The rows of a report: of one user's widgets or of all, one page or all pages.
struct report_selection {
    std::optional<uuid> user_id;
    std::optional<dunlin::page> page;
};

/// The number of widgets in a category.
struct category_count {
    std::string category;
    std::int64_t widgets = 0;
    std::int64_t active = 0;
};

} // namespace dunlin::widget
