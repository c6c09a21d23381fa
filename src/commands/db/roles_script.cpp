// SPDX-License-Identifier: MIT
#include "db/roles_script.hpp"

#include "db/roles_sql.hpp"

#include <dunlin/base/error.hpp>
#include <dunlin/base/text.hpp>

#include <fmt/format.h>

#include <string_view>

namespace dunlin::commands {
namespace {

std::string doubled(std::string_view text, char quote) {
    std::string made(1, quote);
    for (const char c : text) {
        made += c;
        if (c == quote) {
            made += c;
        }
    }
    return made + quote;
}

std::string identifier(std::string_view name) {
    return doubled(name, '"');
}

/// A backslash is itself only where standard_conforming_strings is on; the script sets it.
std::string literal(std::string_view text) {
    return doubled(text, '\'');
}

/// Longer names would be cut by the server, and two might become one.
void require_name(std::string_view what, const std::string& name) {
    constexpr std::size_t longest = 63;
    if (name.empty() || name.size() > longest || has_control_character(name)) {
        throw error(error_kind::usage, fmt::format("\"{}\" cannot be the name of {}", name, what))
            .with_hint("a name has 1 to 63 bytes; --prefix, --owner, --read-write and --read-only "
                       "choose the roles' names");
    }
}

void require_names(const roles_request& wanted) {
    const auto& [owner, read_write, read_only] = wanted.roles;
    require_name("a database", wanted.database);
    require_name("a schema", wanted.schema);
    require_name("a schema", wanted.ledger_schema);
    require_name("a role", owner);
    require_name("a role", read_write);
    require_name("a role", read_only);
    if (owner == read_write || owner == read_only || read_write == read_only) {
        throw error(error_kind::usage, "the three roles need different names");
    }
}

/// A tag for dollar quotes that none of the names can close.
std::string tag_for(const roles_request& wanted) {
    const std::string all = wanted.database + wanted.schema + wanted.ledger_schema +
                            wanted.roles.owner + wanted.roles.read_write + wanted.roles.read_only;
    std::string tag = "dunlin";
    while (all.find(tag) != std::string::npos) {
        tag += "_";
    }
    return "$" + tag + "$";
}

std::string fill(std::string_view sql, const roles_request& wanted) {
    using fmt::arg;
    return fmt::format(
        fmt::runtime(sql), arg("tag", tag_for(wanted)),
        arg("database", identifier(wanted.database)), arg("schema", identifier(wanted.schema)),
        arg("schema_text", literal(wanted.schema)), arg("ledger", identifier(wanted.ledger_schema)),
        arg("ledger_text", literal(wanted.ledger_schema)),
        arg("owner", identifier(wanted.roles.owner)),
        arg("owner_text", literal(wanted.roles.owner)),
        arg("read_write", identifier(wanted.roles.read_write)),
        arg("read_write_text", literal(wanted.roles.read_write)),
        arg("read_only", identifier(wanted.roles.read_only)),
        arg("read_only_text", literal(wanted.roles.read_only)));
}

} // namespace

std::string roles_script(const roles_request& wanted) {
    require_names(wanted);
    std::string sql = fill(roles_sql::opening, wanted) + fill(roles_sql::roles, wanted);
    if (wanted.login) {
        sql += fill(roles_sql::login, wanted);
    }
    sql += fill(roles_sql::schemas, wanted) + fill(roles_sql::ownership, wanted) +
           fill(roles_sql::privileges, wanted);
    if (wanted.schema != wanted.ledger_schema) {
        sql += fill(roles_sql::ledger, wanted);
    }
    return sql + std::string(roles_sql::closing);
}

} // namespace dunlin::commands
