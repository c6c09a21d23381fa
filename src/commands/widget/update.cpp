// SPDX-License-Identifier: MIT
#include "shared/arguments.hpp"
#include "shared/change_permit.hpp"
#include "shared/entity_connection.hpp"
#include "shared/input.hpp"
#include "shared/listing.hpp"
#include "shared/write_target.hpp"
#include "widget/active_switches.hpp"
#include "widget/columns.hpp"
#include "widget/fields.hpp"
#include "widget/verbs.hpp"

#include <dunlin/base/error.hpp>
#include <dunlin/commands/context.hpp>
#include <dunlin/commands/flag_set.hpp>
#include <dunlin/widget/business.hpp>
#include <dunlin/widgetdb/store.hpp>

#include <memory>

namespace dunlin::commands {
namespace {

struct update_options {
    std::vector<std::string> ids;
    bool from_stdin = false;
    std::optional<std::string> user;
    std::optional<std::string> name;
    std::optional<std::string> category;
    std::optional<std::string> description;
    bool no_description = false;
    active_switches active;
    std::vector<std::string> set;
    std::vector<std::string> unset;
    std::vector<std::string> add_tags;
    std::vector<std::string> remove_tags;
    std::vector<std::string> parts;
    std::vector<std::string> remove_parts;
    std::optional<std::string> if_unmodified_since;
    std::vector<std::string> columns;
};

widget_fields read_fields(const update_options& options, context& context) {
    if (!options.from_stdin) {
        return {};
    }
    auto fields = read_widget_json(input("-", context.stop()).read_all());
    for (const auto& id : options.ids) {
        if (fields.id && read_id("ID", id) != *fields.id) {
            throw error(error_kind::usage, "the id in the JSON object is not the one to update");
        }
    }
    return fields;
}

widget::update_widget read_change(const update_options& options, context& context) {
    auto change = to_update_widget(read_fields(options, context));
    if (options.user) {
        change.user_id = read_id("--user", *options.user);
    }
    if (options.name) {
        change.name = widget::name::parse(*options.name);
    }
    if (options.category) {
        change.category = widget::category::parse(*options.category);
    }
    if (options.description) {
        change.description = widget::description::parse(*options.description);
        change.no_description = false;
    }
    if (read_switch_pair("--description", options.description.has_value(), "--no-description",
                         options.no_description) == false) {
        change.description.reset();
        change.no_description = true;
    }
    if (const auto is_active = read_active_switches(options.active)) {
        change.is_active = is_active;
    }
    for (const auto& text : options.set) {
        change.set_attributes.push_back(widget::parse_attribute(text));
    }
    for (const auto& key : options.unset) {
        change.unset_attributes.push_back(require_utf8("--unset", key));
    }
    for (const auto& tag : options.add_tags) {
        change.add_tags.push_back(widget::tag::parse(tag));
    }
    for (const auto& tag : options.remove_tags) {
        change.remove_tags.push_back(widget::tag::parse(tag));
    }
    for (const auto& text : options.parts) {
        change.set_parts.push_back(widget::parse_part(text));
    }
    for (const auto& name : options.remove_parts) {
        change.remove_parts.push_back(widget::part_name::parse(name));
    }
    if (change.empty()) {
        throw error(error_kind::usage, "no changes given")
            .with_hint("`dunlin widget update -h` lists what can be changed");
    }
    return change;
}

exit_code run_widget_update(const update_options& options, context& context) {
    change_permit permit(context, "update widgets in {}");
    check_columns(widget_with_parts_columns(), options.columns);
    const auto ids = read_ids("ID", options.ids);
    const auto since = read_optional_time("--if-unmodified-since", options.if_unmodified_since);
    const auto change = read_change(options, context);
    std::vector<widget::widget_with_parts> updated;
    with_entity_transaction(context, permit, [&](sqldb::transaction& tx) {
        widgetdb::store store(tx);
        widget::business widgets(store, services_for(context));
        std::vector<widget::widget> stored;
        for (const auto& id : ids) {
            stored.push_back(widgets.update(id, change, since));
        }
        updated = widgets.with_parts(stored);
    });
    write_records<widget::widget_with_parts>(context, widget_with_parts_columns(), updated,
                                             options.columns, written_to(context));
    report_changed_rows(context, "updated", updated.size(), "widget");
    return exit_code::done;
}

} // namespace

runner setup_widget_update(flag_set& flags) {
    auto options = std::make_shared<update_options>();
    flags.add("id", options->ids, "Ids of the widgets").value_name("ID").required();
    flags.add_switch("--stdin", options->from_stdin,
                     "Read the changes as a JSON object from standard input; date_created and "
                     "date_updated are ignored");
    flags.add("--user", options->user, "Id of the new owner").value_name("ID");
    flags.add("--name", options->name, "Name, 1 to 100 characters").value_name("TEXT");
    flags.add("--category", options->category, "Category, 1 to 100 characters").value_name("TEXT");
    flags
        .add("--description", options->description,
             "Description, up to 10000 characters, may have several lines")
        .value_name("TEXT");
    flags.add_switch("--no-description", options->no_description, "Remove the description");
    add_active_switches(flags, options->active, "Activate the widget", "Deactivate the widget");
    flags
        .add("--set", options->set,
             "Set an attribute to a JSON or text value: color=red, sizes=[1,2] (repeatable)")
        .value_name("KEY=VALUE")
        .repeatable();
    flags.add("--unset", options->unset, "Remove an attribute (repeatable)")
        .value_name("KEY")
        .repeatable();
    flags.add("--add-tag", options->add_tags, "Add a tag (repeatable)")
        .value_name("TAG")
        .repeatable();
    flags.add("--remove-tag", options->remove_tags, "Remove a tag (repeatable)")
        .value_name("TAG")
        .repeatable();
    flags.add("--part", options->parts, "Set the quantity of a part, or add the part (repeatable)")
        .value_name("NAME=QUANTITY")
        .repeatable();
    flags.add("--remove-part", options->remove_parts, "Remove a part (repeatable)")
        .value_name("NAME")
        .repeatable();
    flags
        .add("--if-unmodified-since", options->if_unmodified_since,
             "Fail if the widget's date_updated is later than TIME")
        .value_name("TIME");
    add_columns_option(flags, options->columns);
    return [options](context& context) { return run_widget_update(*options, context); };
}

} // namespace dunlin::commands
