// SPDX-License-Identifier: MIT
#include "user/fields.hpp"

#include "shared/arguments.hpp"
#include "shared/json_fields.hpp"

#include <dunlin/base/error.hpp>
#include <dunlin/base/text.hpp>

#include <array>
#include <utility>

namespace dunlin::commands {
namespace {

using text = std::string_view;
using field = json_field<user_fields>;

bool read_boolean(text value) {
    if (json_kind_of(value) != json_kind::boolean) {
        fail_field("enabled", "must be true or false");
    }
    return value == "true";
}

/// For fields that `user list` prints and that cannot be set.
void ignore(user_fields& /*unused*/, text /*unused*/) {}

constexpr std::array<field, 9> fields{{
    {"id", [](user_fields& f, text t) { f.id = read_id("id", t); }},
    {"name", [](user_fields& f, text t) { f.name = user::name::parse(t); }},
    {"email", [](user_fields& f, text t) { f.email = user::email::parse(t); }},
    {"roles", nullptr,
     [](user_fields& f, text t) { f.roles = user::parse_roles(read_json_texts("roles", t)); }},
    {"department", [](user_fields& f, text t) { f.department = user::department::parse(t); },
     nullptr, [](user_fields& f) { f.no_department = true; }},
    {"enabled", nullptr, [](user_fields& f, text t) { f.enabled = read_boolean(t); }},
    {"password",
     [](user_fields& f, text t) { f.password = user::password::parse(std::string(t)); }},
    {"date_created", ignore},
    {"date_updated", ignore},
}};

user_fields read_fields(text object) {
    return read_json_record<user_fields>(fields, "a user", object);
}

/// Removes the excerpt from errors, because that line may contain a password.
template <class Read> auto without_excerpt(Read read) {
    try {
        return read();
    } catch (error& problem) {
        if (problem.where()) {
            source_location location = *problem.where();
            location.excerpt.clear();
            problem.at(std::move(location));
        }
        throw;
    }
}

} // namespace

user_fields read_user_json(text object) {
    return without_excerpt([&] { return read_fields(without_bom(object)); });
}

std::vector<user_fields> read_users_json(text objects) {
    return without_excerpt([&] {
        std::vector<user_fields> users;
        for (const auto object : read_json_objects(objects)) {
            users.push_back(read_fields(object));
        }
        return users;
    });
}

} // namespace dunlin::commands
