// SPDX-License-Identifier: MIT
#include "widget_filter.hpp"

#include "arguments.hpp"

#include <dunlin/widget/attributes.hpp>
#include <dunlin/widget/name.hpp>
#include <dunlin/widget/tags.hpp>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

namespace dunlin::commands {
namespace {

std::vector<std::string> read_tags(const std::vector<std::string>& texts) {
    std::vector<std::string> tags;
    for (const auto& text : texts) {
        tags.push_back(widget::tag::parse(text).text());
    }
    return tags;
}

std::optional<std::string> read_attributes(const std::vector<std::string>& texts) {
    if (texts.empty()) {
        return std::nullopt;
    }
    widget::attributes wanted;
    for (const auto& text : texts) {
        const auto one = widget::parse_attribute(text);
        wanted.set(one.key, one.json);
    }
    return wanted.json();
}

} // namespace

void add_widget_filter(CLI::App& app, widget_filter_options& options) {
    const std::string before = app.option_defaults()->get_group();
    app.option_defaults()->group("Which widgets");
    app.add_option("--id", options.id, "The one with this id")->type_name("ID");
    app.add_option("--user", options.user, "Of this user")->type_name("ID");
    app.add_option("--name", options.name, "Whose name contains this, in either case")
        ->type_name("TEXT");
    app.add_option("--category", options.category, "Of this category")->type_name("TEXT");
    app.add_flag("--active", options.active, "Active ones");
    app.add_flag("--inactive", options.inactive, "Inactive ones");
    app.add_option("--created-after", options.created_after, "Created at this time or later")
        ->type_name("TIME");
    app.add_option("--created-before", options.created_before, "Created before this time")
        ->type_name("TIME");
    app.add_option("--tag", options.tags, "With this tag; given again, with all of them")
        ->type_name("TAG")
        ->allow_extra_args(false);
    app.add_option("--any-tag", options.any_tags, "With this tag; given again, with any of them")
        ->type_name("TAG")
        ->allow_extra_args(false);
    app.add_option("--attribute", options.attributes,
                   "With this attribute (color=red); given again, with all of them")
        ->type_name("KEY=VALUE")
        ->allow_extra_args(false);
    app.option_defaults()->group(before);
}

widget::filter read_widget_filter(const widget_filter_options& options) {
    widget::filter which;
    which.id = read_optional_id("--id", options.id);
    which.user_id = read_optional_id("--user", options.user);
    if (options.name) {
        which.name = read_text("--name", *options.name);
    }
    if (options.category) {
        which.category = widget::category::parse(*options.category).text();
    }
    which.active = read_either("--active", options.active, "--inactive", options.inactive);
    which.created_after = read_optional_time("--created-after", options.created_after);
    which.created_before = read_optional_time("--created-before", options.created_before);
    which.all_tags = read_tags(options.tags);
    which.any_tags = read_tags(options.any_tags);
    which.attributes = read_attributes(options.attributes);
    return which;
}

} // namespace dunlin::commands
