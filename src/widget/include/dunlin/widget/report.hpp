// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/base/uuid.hpp>
#include <dunlin/widget/model.hpp>

#include <cstdint>
#include <optional>
#include <string>

namespace dunlin::widget {

/// A result of a search.
struct found_widget {
    dunlin::widget::widget widget;
    double rank = 0;                    ///< of ts_rank(): higher is better
    std::optional<std::string> snippet; ///< its text with the matches marked, if requested
};

/// The number of parts of a widget.
struct part_count {
    uuid id;
    std::string name;
    std::int64_t parts = 0;    ///< distinct parts
    std::int64_t quantity = 0; ///< sum over all parts
};

/// The rank of a widget within its category by creation date, newest first.
struct category_rank {
    std::string category;
    std::int64_t rank = 0; ///< from 1
    uuid id;
    std::string name;
};

/// The number of widgets in a category.
struct category_count {
    std::string category;
    std::int64_t widgets = 0;
    std::int64_t active = 0;
};

} // namespace dunlin::widget
