// SPDX-License-Identifier: MIT
#include "shared/arguments.hpp"
#include "shared/change_permit.hpp"
#include "shared/entity_connection.hpp"
#include "shared/input.hpp"
#include "shared/json_fields.hpp"
#include "shared/listing.hpp"
#include "shared/write_target.hpp"
#include "widget/columns.hpp"
#include "widget/fields.hpp"
#include "widget/verbs.hpp"

#include <dunlin/base/error.hpp>
#include <dunlin/commands/context.hpp>
#include <dunlin/commands/flag_set.hpp>
#include <dunlin/widget/business.hpp>
#include <dunlin/widgetdb/store.hpp>

#include <memory>
#include <utility>

namespace dunlin::commands {
namespace {

struct create_options {
    bool from_stdin = false;
    std::optional<std::string> id;
    std::optional<std::string> user;
    std::optional<std::string> name;
    std::optional<std::string> category;
    std::optional<std::string> description;
    bool inactive = false;
    std::vector<std::string> tags;
    std::vector<std::string> set;
    std::vector<std::string> parts;
    std::vector<std::string> columns;
};

/// Options override the fields from stdin and add tags and attributes.
void apply_options(const create_options& options, widget_fields& fields) {
    if (options.id) {
        fields.id = read_id("--id", *options.id);
    }
    if (options.user) {
        fields.user_id = read_id("--user", *options.user);
    }
    if (options.name) {
        fields.name = widget::name::parse(*options.name);
    }
    if (options.category) {
        fields.category = widget::category::parse(*options.category);
    }
    if (options.description) {
        fields.description = widget::description::parse(*options.description);
    }
    if (options.inactive) {
        fields.is_active = false;
    }
    widget::tags tags = fields.tags.value_or(widget::tags());
    for (const auto& tag : options.tags) {
        tags.add(widget::tag::parse(tag));
    }
    fields.tags = tags;
    widget::attributes attributes = fields.attributes.value_or(widget::attributes());
    for (const auto& text : options.set) {
        const auto attribute = widget::parse_attribute(text);
        attributes.set(attribute.key, attribute.json);
    }
    fields.attributes = attributes;
    auto parts = fields.parts.value_or(std::vector<widget::new_part>());
    for (const auto& text : options.parts) {
        parts.push_back(widget::parse_part(text));
    }
    fields.parts = std::move(parts);
}

std::vector<widget::new_widget> read_new_widgets(const create_options& options, context& context) {
    std::vector<widget_fields> inputs(1);
    if (options.from_stdin) {
        const std::string text = input("-", context.stop()).read_all();
        inputs.clear();
        for (const auto object : read_json_objects(text)) {
            inputs.push_back(read_widget_json(object));
        }
    }
    std::vector<widget::new_widget> new_widgets;
    for (auto& fields : inputs) {
        apply_options(options, fields);
        new_widgets.push_back(to_new_widget(std::move(fields)));
    }
    return new_widgets;
}

exit_code run_widget_create(const create_options& options, context& context) {
    change_permit permit(context, "create widgets in {}");
    check_columns(widget_with_parts_columns(), options.columns);
    const auto new_widgets = read_new_widgets(options, context);
    std::vector<widget::widget_with_parts> created;
    with_entity_transaction(context, permit, [&](sqldb::transaction& tx) {
        widgetdb::store store(tx);
        widget::business widgets(store, services_for(context));
        std::vector<widget::widget> stored;
        for (const auto& new_widget : new_widgets) {
            stored.push_back(widgets.create(new_widget));
        }
        created = widgets.with_parts(stored);
    });
    write_records<widget::widget_with_parts>(context, widget_with_parts_columns(), created,
                                             options.columns, written_to(context));
    report_changed_rows(context, "created", created.size(), "widget");
    return exit_code::done;
}

} // namespace

runner setup_widget_create(flag_set& flags) {
    auto options = std::make_shared<create_options>();
    flags.add_switch(
        "--stdin", options->from_stdin,
        "Read a widget or an array of widgets as JSON from standard input; date_created and "
        "date_updated are ignored");
    flags.add("--id", options->id, "Id of the widget (default: random)").value_name("ID");
    flags.add("--user", options->user, "Id of the user who owns the widget").value_name("ID");
    flags.add("--name", options->name, "Name, 1 to 100 characters").value_name("TEXT");
    flags.add("--category", options->category, "Category, 1 to 100 characters").value_name("TEXT");
    flags
        .add("--description", options->description,
             "Description, up to 10000 characters, may have several lines")
        .value_name("TEXT");
    flags.add_switch("--inactive", options->inactive, "Create the widget inactive");
    flags.add("--tag", options->tags, "Tag (repeatable)").value_name("TAG").repeatable();
    flags
        .add("--set", options->set,
             "Attribute with a JSON or text value: color=red, sizes=[1,2] (repeatable)")
        .value_name("KEY=VALUE")
        .repeatable();
    flags.add("--part", options->parts, "Part and its quantity (repeatable)")
        .value_name("NAME=QUANTITY")
        .repeatable();
    add_columns_option(flags, options->columns);
    return [options](context& context) { return run_widget_create(*options, context); };
}

} // namespace dunlin::commands
