// SPDX-License-Identifier: MIT
#include "shared/arguments.hpp"
#include "shared/entity_connection.hpp"
#include "shared/listing.hpp"
#include "shared/write_listing.hpp"
#include "user/columns.hpp"
#include "user/verbs.hpp"

#include <dunlin/commands/context.hpp>
#include <dunlin/commands/flag_set.hpp>
#include <dunlin/userdb/store.hpp>

#include <memory>

namespace dunlin::commands {
namespace {

struct list_options {
    std::optional<std::string> id;
    std::optional<std::string> name;
    std::optional<std::string> email;
    std::optional<std::string> role;
    std::optional<std::string> department;
    bool enabled = false;
    bool disabled = false;
    std::optional<std::string> created_after;
    std::optional<std::string> created_before;
    listing_options listing;
};

user::filter read_filter(const list_options& options) {
    user::filter filter;
    filter.id = read_optional_id("--id", options.id);
    if (options.name) {
        filter.name = require_utf8("--name", *options.name);
    }
    if (options.email) {
        filter.email = require_utf8("--email", *options.email);
    }
    if (options.role) {
        filter.has_role = user::parse_role(*options.role);
    }
    if (options.department) {
        filter.department = user::department::parse(*options.department).text();
    }
    filter.enabled = read_switch_pair("--enabled", options.enabled, "--disabled", options.disabled);
    filter.created_after = read_optional_time("--created-after", options.created_after);
    filter.created_before = read_optional_time("--created-before", options.created_before);
    return filter;
}

exit_code run_user_list(const list_options& options, context& context) {
    const auto filter = read_filter(options);
    const auto order = options.listing.order_by.empty()
                           ? user::order_by{}
                           : user::order_by::parse(options.listing.order_by);
    check_listing(options.listing);
    return with_entity_connection(context, [&](sqldb::connection& db) {
        userdb::store store(db);
        user::business users(store);
        write_listing(context, users, filter, order, options.listing, user_columns());
    });
}

} // namespace

runner setup_user_list(flag_set& flags) {
    auto options = std::make_shared<list_options>();
    flags.group("Filters");
    flags.add("--id", options->id, "User with this id").value_name("ID");
    flags.add("--name", options->name, "Users whose name contains TEXT, ignoring case")
        .value_name("TEXT");
    flags.add("--email", options->email, "Users whose email address contains TEXT")
        .value_name("TEXT");
    flags.add("--role", options->role, "Users with this role: ADMIN or USER").value_name("ROLE");
    flags.add("--department", options->department, "Users of this department").value_name("TEXT");
    flags.add_switch("--enabled", options->enabled, "Enabled users");
    flags.add_switch("--disabled", options->disabled, "Disabled users");
    flags.add("--created-after", options->created_after, "Users created at or after TIME")
        .value_name("TIME");
    flags.add("--created-before", options->created_before, "Users created before TIME")
        .value_name("TIME");
    add_listing_options(flags, options->listing, "id, name, email or date_created");
    return [options](context& context) { return run_user_list(*options, context); };
}

} // namespace dunlin::commands
