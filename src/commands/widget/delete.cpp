// SPDX-License-Identifier: MIT
#include "shared/arguments.hpp"
#include "shared/change_permit.hpp"
#include "shared/entity_connection.hpp"
#include "shared/write_target.hpp"
#include "widget/verbs.hpp"

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

exit_code run_widget_delete(const delete_options& options, context& context) {
    const auto ids = read_ids("ID", options.ids);
    change_permit permit(context, ids.size() == 1
                                      ? "delete 1 widget in {}"
                                      : fmt::format("delete {} widgets in {{}}", ids.size()));
    with_entity_connection(context, [&](sqldb::connection& db) {
        permit.read_protection(db);
        ids.size() > 1 ? permit.grant_with_confirmation() : permit.grant();
        sqldb::transaction tx(db);
        widgetdb::store store(tx);
        widget::business(store, services_for(context)).remove(ids);
        tx.commit();
    });
    if (context.json()) {
        output::json_writer json(context.out());
        json.begin_object().member("schema", 1);
        write_target(json, context);
        json.key("deleted").begin_array();
        for (const auto& id : ids) {
            json.value(id.to_string());
        }
        json.end_array().end_object();
    }
    report_changed_rows(context, "deleted", ids.size(), "widget");
    return exit_code::done;
}

} // namespace

runner setup_widget_delete(flag_set& flags) {
    auto options = std::make_shared<delete_options>();
    flags.add("id", options->ids, "Ids of the widgets").value_name("ID").required();
    return [options](context& context) { return run_widget_delete(*options, context); };
}

} // namespace dunlin::commands
