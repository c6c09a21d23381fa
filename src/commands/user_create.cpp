// SPDX-License-Identifier: MIT
#include "arguments.hpp"
#include "domain.hpp"
#include "listing.hpp"
#include "password_input.hpp"
#include "user_columns.hpp"
#include "user_verbs.hpp"

#include <dunlin/commands/context.hpp>
#include <dunlin/userdb/store.hpp>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include <memory>

namespace dunlin::commands {
namespace {

struct create_options {
    std::optional<std::string> id;
    std::string name;
    std::string email;
    std::vector<std::string> roles;
    std::optional<std::string> department;
    bool disabled = false;
    bool password_stdin = false;
    int cost = user::password_hash::usual_cost;
    std::vector<std::string> columns;
};

user::new_user read_new_user(const create_options& options, const context& world) {
    const auto id = read_optional_id("--id", options.id);
    auto name = user::name::parse(options.name);
    auto email = user::email::parse(options.email);
    auto roles =
        options.roles.empty() ? std::vector{user::role::user} : user::parse_roles(options.roles);
    auto department = options.department
                          ? std::optional(user::department::parse(*options.department))
                          : std::nullopt;
    // Last, so that nobody types a password in vain.
    auto hash =
        user::password_hash::make(read_password(world, options.password_stdin), options.cost);
    return {id,
            std::move(name),
            std::move(email),
            std::move(roles),
            std::move(hash),
            std::move(department),
            !options.disabled};
}

exit_code run_user_create(const create_options& options, context& world) {
    const auto wanted = read_new_user(options, world);
    std::optional<user::user> made;
    in_domain_transaction(world, [&](sqldb::transaction& tx) {
        userdb::store store(tx);
        made = user::business(store).create(wanted);
    });
    record_table<user::user> rows(world, world.format(output::format::vertical), world.out(),
                                  user_columns(), options.columns);
    rows.write(*made);
    rows.finish();
    return exit_code::done;
}

} // namespace

runner setup_user_create(CLI::App& app) {
    auto options = std::make_shared<create_options>();
    app.add_option("--id", options->id, "The id; a random one by default")->type_name("ID");
    app.add_option("--name", options->name, "1 to 100 characters")->type_name("TEXT")->required();
    app.add_option("--email", options->email, "Address; no two users share one")
        ->type_name("EMAIL")
        ->required();
    app.add_option("--role", options->roles, "ADMIN or USER (the default); may be given again")
        ->type_name("ROLE")
        ->allow_extra_args(false);
    app.add_option("--department", options->department, "1 to 100 characters")->type_name("TEXT");
    app.add_flag("--disabled", options->disabled, "May not log in");
    app.add_flag("--password-stdin", options->password_stdin,
                 "Read the password from the first line of stdin instead of asking for it");
    app.add_option("--cost", options->cost, "bcrypt's cost, 4 to 16; 10 by default")
        ->type_name("N");
    add_columns(app, options->columns);
    return [options](context& world) { return run_user_create(*options, world); };
}

} // namespace dunlin::commands
