// SPDX-License-Identifier: MIT
#pragma once

#include "widget/active_switches.hpp"

#include <dunlin/widget/filter.hpp>

#include <optional>
#include <string>
#include <vector>

namespace dunlin::commands {

class flag_set;

/// The options of every verb that filters widgets.
struct widget_filter_options {
    std::optional<std::string> id;
    std::optional<std::string> user;
    std::optional<std::string> name;
    std::optional<std::string> category;
    active_switches active;
    std::optional<std::string> created_after;
    std::optional<std::string> created_before;
    std::vector<std::string> tags;
    std::vector<std::string> any_tags;
    std::vector<std::string> attributes;
};

void add_widget_filter(flag_set& flags, widget_filter_options& options);

/// The filter that the options give. Throws error(usage).
widget::filter read_widget_filter(const widget_filter_options& options);

} // namespace dunlin::commands
