// SPDX-License-Identifier: MIT
#include "shared/entity_connection.hpp"
#include "shared/listing.hpp"
#include "user/columns.hpp"
#include "user/verbs.hpp"

#include <dunlin/commands/context.hpp>
#include <dunlin/commands/flag_set.hpp>
#include <dunlin/userdb/store.hpp>

#include <memory>

namespace dunlin::commands {
namespace {

struct get_options {
    std::vector<std::string> users;
    std::vector<std::string> columns;
};

exit_code run_user_get(const get_options& options, context& context) {
    return with_entity_connection(context, [&](sqldb::connection& db) {
        userdb::store store(db);
        user::business users(store);
        std::vector<user::user> found;
        for (const auto& user : options.users) {
            found.push_back(users.query_by_id(find_user_id(users, user)));
        }
        write_records<user::user>(context, user_columns(), found, options.columns);
    });
}

} // namespace

runner setup_user_get(flag_set& flags) {
    auto options = std::make_shared<get_options>();
    flags.add("user", options->users, "Ids or email addresses").value_name("USER").required();
    add_columns_option(flags, options->columns);
    return [options](context& context) { return run_user_get(*options, context); };
}

} // namespace dunlin::commands
