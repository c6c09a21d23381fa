// SPDX-License-Identifier: MIT
#include "shared/arguments.hpp"
#include "shared/change_permit.hpp"
#include "shared/entity_connection.hpp"
#include "shared/input.hpp"
#include "shared/listing.hpp"
#include "shared/write_target.hpp"
#include "user/columns.hpp"
#include "user/fields.hpp"
#include "user/password_input.hpp"
#include "user/verbs.hpp"

#include <dunlin/base/error.hpp>
#include <dunlin/commands/context.hpp>
#include <dunlin/commands/flag_set.hpp>
#include <dunlin/userdb/store.hpp>

#include <memory>

namespace dunlin::commands {
namespace {

struct update_options {
    std::string user;
    bool from_stdin = false;
    std::optional<std::string> name;
    std::optional<std::string> email;
    std::vector<std::string> roles;
    std::optional<std::string> department;
    bool no_department = false;
    bool enabled = false;
    bool disabled = false;
    bool password = false;
    bool password_stdin = false;
    int cost = user::password_hash::default_cost;
    std::optional<std::string> if_unmodified_since;
    std::vector<std::string> columns;
};

/// Reads the change from JSON. The argument names the user; an id in the object must not differ.
user::update_user read_object(const update_options& options, const context& context) {
    if (options.password || options.password_stdin) {
        throw error(error_kind::usage, "--stdin cannot be used with a password option")
            .with_hint("include the password in the JSON object");
    }
    auto fields = read_user_json(input("-", context.stop()).read_all());
    const bool by_id = options.user.find('@') == std::string::npos;
    if (fields.id && by_id && read_id("USER", options.user) != *fields.id) {
        throw error(error_kind::usage, "the id in the JSON object is not the one to update");
    }
    user::update_user change;
    change.name = std::move(fields.name);
    change.email = std::move(fields.email);
    change.roles = std::move(fields.roles);
    change.department = std::move(fields.department);
    change.no_department = fields.no_department;
    change.enabled = fields.enabled;
    if (fields.password) {
        change.password_hash = user::password_hash::make(*fields.password, options.cost);
    }
    return change;
}

user::update_user read_change(const update_options& options, context& context) {
    auto change = options.from_stdin ? read_object(options, context) : user::update_user();
    if (options.name) {
        change.name = user::name::parse(*options.name);
    }
    if (options.email) {
        change.email = user::email::parse(*options.email);
    }
    if (!options.roles.empty()) {
        change.roles = user::parse_roles(options.roles);
    }
    if (options.department) {
        change.department = user::department::parse(*options.department);
        change.no_department = false;
    }
    if (read_switch_pair("--department", options.department.has_value(), "--no-department",
                         options.no_department) == false) {
        change.department.reset();
        change.no_department = true;
    }
    if (const auto enabled =
            read_switch_pair("--enabled", options.enabled, "--disabled", options.disabled)) {
        change.enabled = enabled;
    }
    if (options.password || options.password_stdin) {
        change.password_hash =
            user::password_hash::make(read_password(context, options.password_stdin), options.cost);
    }
    if (change.empty()) {
        throw error(error_kind::usage, "no changes given")
            .with_hint("`dunlin user update -h` lists what can be changed");
    }
    return change;
}

exit_code run_user_update(const update_options& options, context& context) {
    change_permit permit(context, "update users in {}");
    check_columns(user_columns(), options.columns);
    const auto since = read_optional_time("--if-unmodified-since", options.if_unmodified_since);
    const auto change = read_change(options, context);
    std::optional<user::user> updated;
    with_entity_transaction(context, permit, [&](sqldb::transaction& tx) {
        userdb::store store(tx);
        user::business users(store, services_for(context));
        updated = users.update(find_user_id(users, options.user), change, since);
    });
    write_records<user::user>(context, user_columns(), {*updated}, options.columns,
                              written_to(context));
    report_changed_rows(context, "updated", 1, "user");
    return exit_code::done;
}

} // namespace

runner setup_user_update(flag_set& flags) {
    auto options = std::make_shared<update_options>();
    flags.add("user", options->user, "Id or email address").value_name("USER").required();
    flags.add_switch("--stdin", options->from_stdin,
                     "Read the changes as a JSON object from standard input; date_created and "
                     "date_updated are ignored");
    flags.add("--name", options->name, "Name, 1 to 100 characters").value_name("TEXT");
    flags.add("--email", options->email, "Email address, unique among users").value_name("EMAIL");
    flags.add("--role", options->roles, "Replace the roles: ADMIN or USER (repeatable)")
        .value_name("ROLE")
        .repeatable();
    flags.add("--department", options->department, "Department, 1 to 100 characters")
        .value_name("TEXT");
    flags.add_switch("--no-department", options->no_department, "Remove the department");
    flags.add_switch("--enabled", options->enabled, "Enable the user");
    flags.add_switch("--disabled", options->disabled, "Disable the user");
    flags.add_switch("--password", options->password, "Prompt for a new password");
    flags.add_switch("--password-stdin", options->password_stdin,
                     "Read a new password from the first line of standard input");
    flags.add("--cost", options->cost, "bcrypt cost, 4 to 16 (default: 10)").value_name("NUMBER");
    flags
        .add("--if-unmodified-since", options->if_unmodified_since,
             "Fail if the user's date_updated is later than TIME")
        .value_name("TIME");
    add_columns_option(flags, options->columns);
    return [options](context& context) { return run_user_update(*options, context); };
}

} // namespace dunlin::commands
