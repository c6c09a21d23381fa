// SPDX-License-Identifier: MIT
#include "shared/change_permit.hpp"
#include "shared/entity_connection.hpp"
#include "shared/write_target.hpp"
#include "user/columns.hpp"
#include "user/verbs.hpp"

#include <dunlin/commands/context.hpp>
#include <dunlin/commands/flag_set.hpp>
#include <dunlin/output/json_writer.hpp>
#include <dunlin/userdb/store.hpp>

#include <fmt/format.h>

#include <memory>

namespace dunlin::commands {
namespace {

struct delete_options {
    std::vector<std::string> users;
};

std::string count_text(std::size_t count, std::string_view noun) {
    return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

exit_code run_user_delete(const delete_options& options, context& context) {
    std::vector<uuid> ids;
    std::int64_t widgets = 0;
    change_permit permit(context, "delete users in {}");
    with_entity_connection(context, [&](sqldb::connection& db) {
        permit.read_protection(db);
        userdb::store store(db);
        user::business users(store);
        for (const auto& user : options.users) {
            // Ids are looked up as well, so that there is no question about an unknown user.
            ids.push_back(users.query_by_id(find_user_id(users, user)).id);
        }
        // The question comes before the transaction, which must not hold locks meanwhile.
        const std::string affected =
            fmt::format("{} and their {}", count_text(ids.size(), "user"),
                        count_text(static_cast<std::size_t>(users.count_widgets(ids)), "widget"));
        context.info(fmt::format("This deletes {} in {}.", affected, to_string(context.target())));
        permit.grant_with_confirmation("Delete them in {}?");
        sqldb::transaction tx(db);
        userdb::store store_in_transaction(tx);
        user::business users_in_transaction(store_in_transaction, services_for(context));
        widgets = users_in_transaction.count_widgets(ids);
        users_in_transaction.remove(ids);
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
        json.end_array().member("widgets", widgets).end_object();
    }
    context.info(fmt::format("deleted {} and their {} in {}", count_text(ids.size(), "user"),
                             count_text(static_cast<std::size_t>(widgets), "widget"),
                             to_string(context.target())));
    return exit_code::done;
}

} // namespace

runner setup_user_delete(flag_set& flags) {
    auto options = std::make_shared<delete_options>();
    flags.add("user", options->users, "Ids or email addresses").value_name("USER").required();
    return [options](context& context) { return run_user_delete(*options, context); };
}

} // namespace dunlin::commands
