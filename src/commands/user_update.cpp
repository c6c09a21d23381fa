// SPDX-License-Identifier: MIT
#include "arguments.hpp"
#include "domain.hpp"
#include "listing.hpp"
#include "password_input.hpp"
#include "user_columns.hpp"
#include "user_verbs.hpp"

#include <dunlin/base/error.hpp>
#include <dunlin/commands/context.hpp>
#include <dunlin/userdb/store.hpp>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include <memory>

namespace dunlin::commands {
namespace {

struct update_options {
    std::string user;
    std::optional<std::string> name;
    std::optional<std::string> email;
    std::vector<std::string> roles;
    std::optional<std::string> department;
    bool no_department = false;
    bool enabled = false;
    bool disabled = false;
    bool password = false;
    bool password_stdin = false;
    int cost = user::password_hash::usual_cost;
    std::optional<std::string> if_unmodified_since;
    std::vector<std::string> columns;
};

user::update_user read_change(const update_options& options, const context& world) {
    user::update_user change;
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
    }
    (void)read_either("--department", options.department.has_value(), "--no-department",
                      options.no_department);
    change.no_department = options.no_department;
    change.enabled = read_either("--enabled", options.enabled, "--disabled", options.disabled);
    if (options.password || options.password_stdin) {
        change.password_hash =
            user::password_hash::make(read_password(world, options.password_stdin), options.cost);
    }
    if (change.empty()) {
        throw error(error_kind::usage, "nothing to change was given")
            .with_hint("`dunlin user update -h` lists what can be changed");
    }
    return change;
}

exit_code run_user_update(const update_options& options, context& world) {
    const auto since = read_optional_time("--if-unmodified-since", options.if_unmodified_since);
    const auto change = read_change(options, world);
    std::optional<user::user> changed;
    in_domain_transaction(world, [&](sqldb::transaction& tx) {
        userdb::store store(tx);
        user::business users(store);
        changed = users.update(find_user(users, options.user), change, since);
    });
    record_table<user::user> rows(world, world.format(output::format::vertical), world.out(),
                                  user_columns(), options.columns);
    rows.write(*changed);
    rows.finish();
    return exit_code::done;
}

} // namespace

runner setup_user_update(CLI::App& app) {
    auto options = std::make_shared<update_options>();
    app.add_option("user", options->user, "Id or e-mail address")->type_name("USER")->required();
    app.add_option("--name", options->name, "1 to 100 characters")->type_name("TEXT");
    app.add_option("--email", options->email, "Address; no two users share one")
        ->type_name("EMAIL");
    app.add_option("--role", options->roles, "All roles anew: ADMIN, USER; may be given again")
        ->type_name("ROLE")
        ->allow_extra_args(false);
    app.add_option("--department", options->department, "1 to 100 characters")->type_name("TEXT");
    app.add_flag("--no-department", options->no_department, "Take the department away");
    app.add_flag("--enabled", options->enabled, "May log in");
    app.add_flag("--disabled", options->disabled, "May not log in");
    app.add_flag("--password", options->password, "Ask for a new password");
    app.add_flag("--password-stdin", options->password_stdin,
                 "Read a new password from the first line of stdin");
    app.add_option("--cost", options->cost, "bcrypt's cost, 4 to 16; 10 by default")
        ->type_name("N");
    app.add_option("--if-unmodified-since", options->if_unmodified_since,
                   "Refuse when the user was updated later than this date_updated")
        ->type_name("TIME");
    add_columns(app, options->columns);
    return [options](context& world) { return run_user_update(*options, world); };
}

} // namespace dunlin::commands
