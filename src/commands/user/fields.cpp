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

bool read_truth(text value) {
    if (json_kind_of(value) != json_kind::boolean) {
        fail_field("enabled", "must be true or false");
    }
    return value == "true";
}

/// What a listing shows and nobody sets.
void pass_over(user_fields& /*unused*/, text /*unused*/) {}

constexpr std::array<field, 9> fields{{
    {"id", [](user_fields& f, text t) { f.id = read_id("id", t); }},
    {"name", [](user_fields& f, text t) { f.name = user::name::parse(t); }},
    {"email", [](user_fields& f, text t) { f.email = user::email::parse(t); }},
    {"roles", nullptr,
     [](user_fields& f, text t) { f.roles = user::parse_roles(read_json_texts("roles", t)); }},
    {"department", [](user_fields& f, text t) { f.department = user::department::parse(t); },
     nullptr, [](user_fields& f) { f.no_department = true; }},
    {"enabled", nullptr, [](user_fields& f, text t) { f.enabled = read_truth(t); }},
    {"password",
     [](user_fields& f, text t) { f.password = user::password::parse(std::string(t)); }},
    {"date_created", pass_over},
    {"date_updated", pass_over},
}};

user_fields read_fields(text object) {
    return read_json_record<user_fields>(fields, "a user", object);
}

/// The line that a mistake stands in may hold a password; where it is must do.
template <class Read> auto without_excerpt(Read read) {
    try {
        return read();
    } catch (error& problem) {
        if (problem.where()) {
            source_location where = *problem.where();
            where.excerpt.clear();
            problem.at(std::move(where));
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
        std::vector<user_fields> all;
        for (const auto object : read_json_objects(objects)) {
            all.push_back(read_fields(object));
        }
        return all;
    });
}

} // namespace dunlin::commands
