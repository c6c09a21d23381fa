// SPDX-License-Identifier: MIT
#include "widget/filter.hpp"

#include "shared/arguments.hpp"

#include <dunlin/commands/flag_set.hpp>
#include <dunlin/widget/attributes.hpp>
#include <dunlin/widget/name.hpp>
#include <dunlin/widget/tags.hpp>

namespace dunlin::commands {
namespace {

std::vector<std::string> read_tags(const std::vector<std::string>& texts) {
    std::vector<std::string> tags;
    tags.reserve(texts.size());
    for (const auto& text : texts) {
        tags.push_back(widget::tag::parse(text).text());
    }
    return tags;
}

std::optional<std::string> read_attributes(const std::vector<std::string>& texts) {
    if (texts.empty()) {
        return std::nullopt;
    }
    widget::attributes attributes;
    for (const auto& text : texts) {
        const auto attribute = widget::parse_attribute(text);
        attributes.set(attribute.key, attribute.json);
    }
    return attributes.json();
}

} // namespace

void add_widget_filter(flag_set& flags, widget_filter_options& options) {
    const std::string previous_group = flags.group();
    flags.group("Filters");
    flags.add("--id", options.id, "Widget with this id").value_name("ID");
    flags.add("--user", options.user, "Widgets of this user").value_name("ID");
    flags.add("--name", options.name, "Widgets whose name contains TEXT, ignoring case")
        .value_name("TEXT");
    flags.add("--category", options.category, "Widgets of this category").value_name("TEXT");
    add_active_switches(flags, options.active, "Active widgets", "Inactive widgets");
    flags.add("--created-after", options.created_after, "Widgets created at or after TIME")
        .value_name("TIME");
    flags.add("--created-before", options.created_before, "Widgets created before TIME")
        .value_name("TIME");
    flags.add("--tag", options.tags, "Widgets with this tag; if repeated, with all of them")
        .value_name("TAG")
        .repeatable();
    flags.add("--any-tag", options.any_tags, "Widgets with this tag; if repeated, with any of them")
        .value_name("TAG")
        .repeatable();
    flags
        .add("--attribute", options.attributes,
             "Widgets with this attribute (color=red); if repeated, with all of them")
        .value_name("KEY=VALUE")
        .repeatable();
    flags.group(previous_group);
}

widget::filter read_widget_filter(const widget_filter_options& options) {
    widget::filter filter;
    filter.id = read_optional_id("--id", options.id);
    filter.user_id = read_optional_id("--user", options.user);
    if (options.name) {
        filter.name = require_utf8("--name", *options.name);
    }
    if (options.category) {
        filter.category = widget::category::parse(*options.category).text();
    }
    filter.is_active = read_active_switches(options.active);
    filter.created_after = read_optional_time("--created-after", options.created_after);
    filter.created_before = read_optional_time("--created-before", options.created_before);
    filter.all_tags = read_tags(options.tags);
    filter.any_tags = read_tags(options.any_tags);
    filter.attributes = read_attributes(options.attributes);
    return filter;
}

} // namespace dunlin::commands
