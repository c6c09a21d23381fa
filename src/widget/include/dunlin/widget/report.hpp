// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/base/uuid.hpp>
#include <dunlin/widget/model.hpp>

#include <cstdint>
#include <optional>
#include <string>

namespace dunlin::widget {

/// A widget that a search found.
struct found_widget {
    dunlin::widget::widget widget;
    double rank = 0;                    ///< the greater the better (ts_rank)
    std::optional<std::string> snippet; ///< its words with the found ones marked, when asked for
};

/// How many parts a widget has.
struct part_count {
    uuid id;
    std::string name;
    std::int64_t parts = 0;    ///< different ones
    std::int64_t quantity = 0; ///< pieces in all
};

/// The rank of a widget within its category, the newest first.
struct category_rank {
    std::string category;
    std::int64_t rank = 0; ///< from 1
    uuid id;
    std::string name;
};

/// How many widgets a category has.
struct category_count {
    std::string category;
    std::int64_t widgets = 0;
    std::int64_t active = 0;
};

} // namespace dunlin::widget
