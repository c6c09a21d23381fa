// SPDX-License-Identifier: MIT
#include "user/columns.hpp"

#include "shared/arguments.hpp"

#include <dunlin/sqldb/codec.hpp>

namespace dunlin::commands {
namespace {

using enum column_visibility;
using output::value_kind;
using text = std::optional<std::string>;
using user_ref = const user::user&;

text roles_of(user_ref u) {
    return sqldb::codec<std::vector<std::string>>::encode(user::to_strings(u.roles));
}
text department_of(user_ref u) {
    return u.department ? text(u.department->text()) : std::nullopt;
}

// clang-format off
constexpr record_column<user::user> columns[] = {
    {"id", value_kind::text, false, "uuid", always, [](user_ref u, time_formatter) -> text { return u.id.to_string(); }},
    {"name", value_kind::text, false, "text", always, [](user_ref u, time_formatter) -> text { return u.name.text(); }, 1},
    {"email", value_kind::text, false, "text", always, [](user_ref u, time_formatter) -> text { return u.email.text(); }},
    {"roles", value_kind::text, true, "text[]", always, [](user_ref u, time_formatter) -> text { return roles_of(u); }, 2},
    {"department", value_kind::text, false, "text", always, [](user_ref u, time_formatter) -> text { return department_of(u); }, 4},
    {"enabled", value_kind::boolean, false, "bool", always, [](user_ref u, time_formatter) -> text { return u.enabled ? "true" : "false"; }, 3},
    {"date_created", value_kind::timestamp_tz, false, "timestamptz", always, [](user_ref u, time_formatter at) -> text { return at(u.date_created); }, 5},
    {"date_updated", value_kind::timestamp_tz, false, "timestamptz", wide_formats, [](user_ref u, time_formatter at) -> text { return at(u.date_updated); }},
    {"password_hash", value_kind::text, false, "text", on_request, [](user_ref u, time_formatter) -> text { return u.password_hash.text(); }},
};
// clang-format on

} // namespace

std::span<const record_column<user::user>> user_columns() noexcept {
    return columns;
}

uuid find_user_id(user::business& users, const std::string& id_or_email) {
    if (id_or_email.find('@') != std::string::npos) {
        return users.query_by_email(user::email::parse(id_or_email)).id;
    }
    return read_id("USER", id_or_email);
}

} // namespace dunlin::commands
