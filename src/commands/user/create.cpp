// SPDX-License-Identifier: MIT
#include "shared/arguments.hpp"
#include "shared/change_permit.hpp"
#include "shared/entity_connection.hpp"
#include "shared/input.hpp"
#include "shared/json_fields.hpp"
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

struct create_options {
    bool from_stdin = false;
    std::optional<std::string> id;
    std::optional<std::string> name;
    std::optional<std::string> email;
    std::vector<std::string> roles;
    std::optional<std::string> department;
    bool disabled = false;
    bool password_stdin = false;
    int cost = user::password_hash::default_cost;
    std::vector<std::string> columns;
};

/// Options override the fields from stdin.
void apply_options(const create_options& options, user_fields& fields) {
    if (options.id) {
        fields.id = read_id("--id", *options.id);
    }
    if (options.name) {
        fields.name = user::name::parse(*options.name);
    }
    if (options.email) {
        fields.email = user::email::parse(*options.email);
    }
    if (!options.roles.empty()) {
        fields.roles = user::parse_roles(options.roles);
    }
    if (options.department) {
        fields.department = user::department::parse(*options.department);
    }
    if (options.disabled) {
        fields.enabled = false;
    }
}

void check_complete(const create_options& options, const user_fields& fields) {
    if (!fields.name) {
        fail_missing_field("name", "--name");
    }
    if (!fields.email) {
        fail_missing_field("email", "--email");
    }
    if (options.from_stdin && !fields.password) {
        fail_field("password", "is required");
    }
}

std::vector<user_fields> read_fields(const create_options& options, const context& context) {
    std::vector<user_fields> users(1);
    if (options.from_stdin) {
        users = read_users_json(input("-", context.stop()).read_all());
    }
    for (auto& fields : users) {
        apply_options(options, fields);
        check_complete(options, fields);
    }
    return users;
}

user::new_user to_new_user(user_fields fields, int cost) {
    return {fields.id,
            std::move(*fields.name),
            std::move(*fields.email),
            std::move(fields.roles).value_or(std::vector{user::role::user}),
            user::password_hash::make(*fields.password, cost),
            std::move(fields.department),
            fields.enabled.value_or(true)};
}

std::vector<user::new_user> read_new_users(const create_options& options, context& context) {
    if (options.from_stdin && options.password_stdin) {
        throw error(error_kind::usage, "--stdin and --password-stdin both read stdin")
            .with_hint("include the password in the JSON object");
    }
    std::vector<user::new_user> new_users;
    for (auto& fields : read_fields(options, context)) {
        // Read last, so that nobody types a password for invalid options.
        if (!fields.password) {
            fields.password = read_password(context, options.password_stdin);
        }
        new_users.push_back(to_new_user(std::move(fields), options.cost));
    }
    return new_users;
}

exit_code run_user_create(const create_options& options, context& context) {
    change_permit permit(context, "create users in {}");
    check_columns(user_columns(), options.columns);
    const auto new_users = read_new_users(options, context);
    std::vector<user::user> created;
    with_entity_transaction(context, permit, [&](sqldb::transaction& tx) {
        userdb::store store(tx);
        user::business users(store, services_for(context));
        for (const auto& new_user : new_users) {
            created.push_back(users.create(new_user));
        }
    });
    write_records<user::user>(context, user_columns(), created, options.columns,
                              written_to(context));
    report_changed_rows(context, "created", created.size(), "user");
    return exit_code::done;
}

} // namespace

runner setup_user_create(flag_set& flags) {
    auto options = std::make_shared<create_options>();
    flags.add_switch("--stdin", options->from_stdin,
                     "Read a user or an array of users as JSON from standard input; "
                     "date_created and date_updated are ignored");
    flags.add("--id", options->id, "Id of the user (default: random)").value_name("ID");
    flags.add("--name", options->name, "Name, 1 to 100 characters").value_name("TEXT");
    flags.add("--email", options->email, "Email address, unique among users").value_name("EMAIL");
    flags.add("--role", options->roles, "ADMIN or USER (default: USER; repeatable)")
        .value_name("ROLE")
        .repeatable();
    flags.add("--department", options->department, "Department, 1 to 100 characters")
        .value_name("TEXT");
    flags.add_switch("--disabled", options->disabled, "Create the user disabled");
    flags.add_switch("--password-stdin", options->password_stdin,
                     "Read the password from the first line of standard input");
    flags.add("--cost", options->cost, "bcrypt cost, 4 to 16 (default: 10)").value_name("NUMBER");
    add_columns_option(flags, options->columns);
    return [options](context& context) { return run_user_create(*options, context); };
}

} // namespace dunlin::commands
