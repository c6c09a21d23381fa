// SPDX-License-Identifier: MIT
#include "roles_sql.hpp"

#include <dunlin/base/error.hpp>
#include <dunlin/base/text.hpp>
#include <dunlin/sqldb/roles_script.hpp>

#include <fmt/format.h>

#include <string_view>

namespace dunlin::sqldb {
namespace {

std::string quote_text(std::string_view text, char quote) {
    std::string quoted(1, quote);
    for (const char c : text) {
        quoted += c;
        if (c == quote) {
            quoted += c;
        }
    }
    return quoted + quote;
}

std::string identifier(std::string_view name) {
    return quote_text(name, '"');
}

/// Backslashes are ordinary characters because the script sets standard_conforming_strings.
std::string literal(std::string_view text) {
    return quote_text(text, '\'');
}

/// The server would truncate longer names, and two of them might become the same.
void require_name(std::string_view object, const std::string& name) {
    constexpr std::size_t longest = 63;
    if (name.empty() || name.size() > longest || has_control_character(name)) {
        throw error(error_kind::usage, fmt::format("\"{}\" cannot be the name of {}", name, object))
            .with_hint("a name has 1 to 63 bytes and no control characters");
    }
}

void require_names(const roles_request& request) {
    const auto& [owner, read_write, read_only] = request.roles;
    require_name("a database", request.database);
    require_name("a schema", request.schema);
    require_name("a schema", request.ledger_schema);
    require_name("a role", owner);
    require_name("a role", read_write);
    require_name("a role", read_only);
    if (owner == read_write || owner == read_only || read_write == read_only) {
        throw error(error_kind::usage, "the three roles need different names");
    }
}

/// A dollar-quote tag that occurs in none of the names.
std::string tag_for(const roles_request& request) {
    const std::string all = request.database + request.schema + request.ledger_schema +
                            request.roles.owner + request.roles.read_write +
                            request.roles.read_only;
    std::string tag = "dunlin";
    while (all.find(tag) != std::string::npos) {
        tag += "_";
    }
    return "$" + tag + "$";
}

std::string fill(std::string_view sql, const roles_request& request) {
    using fmt::arg;
    return fmt::format(fmt::runtime(sql), arg("tag", tag_for(request)),
                       arg("database", identifier(request.database)),
                       arg("schema", identifier(request.schema)),
                       arg("schema_text", literal(request.schema)),
                       arg("ledger", identifier(request.ledger_schema)),
                       arg("ledger_text", literal(request.ledger_schema)),
                       arg("owner", identifier(request.roles.owner)),
                       arg("owner_text", literal(request.roles.owner)),
                       arg("read_write", identifier(request.roles.read_write)),
                       arg("read_write_text", literal(request.roles.read_write)),
                       arg("read_only", identifier(request.roles.read_only)),
                       arg("read_only_text", literal(request.roles.read_only)));
}

} // namespace

std::string roles_script(const roles_request& request) {
    require_names(request);
    std::string sql = fill(roles_sql::opening, request) + fill(roles_sql::roles, request);
    if (request.login) {
        sql += fill(roles_sql::login, request);
    }
    sql += fill(roles_sql::schemas, request) + fill(roles_sql::ownership, request) +
           fill(roles_sql::privileges, request) + fill(roles_sql::routines, request);
    if (request.schema != request.ledger_schema) {
        sql += fill(roles_sql::ledger, request);
    }
    return sql + std::string(roles_sql::closing);
}

} // namespace dunlin::sqldb
