// SPDX-License-Identifier: MIT
#include "arguments.hpp"
#include "domain.hpp"
#include "widget_verbs.hpp"

#include <dunlin/commands/context.hpp>
#include <dunlin/commands/flag_set.hpp>
#include <dunlin/output/json_writer.hpp>
#include <dunlin/widget/business.hpp>
#include <dunlin/widgetdb/store.hpp>

#include <fmt/format.h>

#include <memory>

namespace dunlin::commands {
namespace {

struct delete_options {
    std::vector<std::string> ids;
};

exit_code run_widget_delete(const delete_options& options, context& world) {
    const auto ids = read_ids("ID", options.ids);
    if (ids.size() > 1) {
        world.confirm(fmt::format("Delete {} widgets?", ids.size()));
    }
    in_domain_transaction(world, [&](sqldb::transaction& tx) {
        widgetdb::store store(tx);
        widget::business(store).remove(ids);
    });
    if (world.json()) {
        output::json_writer json(world.out());
        json.begin_object().member("schema", 1).key("deleted").begin_array();
        for (const auto& id : ids) {
            json.value(id.to_string());
        }
        json.end_array().end_object();
    }
    world.say(ids.size() == 1 ? "deleted 1 widget" : fmt::format("deleted {} widgets", ids.size()));
    return exit_code::done;
}

} // namespace

runner setup_widget_delete(flag_set& flags) {
    auto options = std::make_shared<delete_options>();
    flags.add("id", options->ids, "Ids of the widgets").takes("ID").required();
    return [options](context& world) { return run_widget_delete(*options, world); };
}

} // namespace dunlin::commands
