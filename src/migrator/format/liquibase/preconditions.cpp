// SPDX-License-Identifier: MIT
#include "format/liquibase/preconditions.hpp"

#include "format/flyway/settings.hpp"
#include "format/liquibase/lines.hpp"
#include "format/refuse.hpp"

#include <dunlin/base/text.hpp>

#include <fmt/format.h>

namespace dunlin::migrator {
namespace {

constexpr auto kinds = "supported preconditions: sql-check, table-exists, view-exists";

constexpr auto relation_exists =
    "SELECT pg_catalog.count(*) FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON "
    "n.oid OPERATOR(pg_catalog.=) c.relnamespace WHERE pg_catalog.lower(c.relname) "
    "OPERATOR(pg_catalog.=) pg_catalog.lower('{}') AND c.relkind IN ({}) AND "
    "n.nspname OPERATOR(pg_catalog.=) {}";

bool is_name(std::string_view text) {
    return !text.empty() &&
           text.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUV"
                                  "WXYZ0123456789_") == std::string_view::npos;
}

precondition_rules::action read_action(const source_file& file, std::size_t line,
                                       std::string_view name, std::string_view value) {
    using action = precondition_rules::action;
    const std::string lower = lower_case(value);
    if (lower == "halt") {
        return action::halt;
    }
    if (lower == "continue") {
        return action::skip;
    }
    if (lower == "mark_ran") {
        return action::mark_ran;
    }
    if (lower == "warn") {
        return action::warn;
    }
    refuse(file, line, fmt::format("invalid value for {}: \"{}\"", name, value),
           "write HALT, CONTINUE, MARK_RAN or WARN");
}

void read_relation(const source_file& file, std::size_t line, std::string_view rest,
                   std::string_view kind, const char* relation_kinds, precondition_rules& into) {
    std::string defect;
    const auto given = read_liquibase_attributes(rest, defect);
    const std::string relation(kind);
    if (!given || !given->contains(relation) || !is_name(given->at(relation))) {
        refuse(file, line, fmt::format("the precondition {}-exists needs a {}", kind, kind),
               fmt::format("write --precondition-{0}-exists {0}:NAME", kind));
    }
    const auto schema = given->find("schema");
    if (schema != given->end() && !is_name(schema->second)) {
        refuse(file, line, "invalid schema name in a precondition", "");
    }
    const std::string condition = schema == given->end() ? "pg_catalog.current_schema()"
                                                         : fmt::format("'{}'", schema->second);
    into.all.push_back(
        {fmt::format(relation_exists, given->at(relation), relation_kinds, condition), "1", line});
}

void read_sql_check(const source_file& file, std::size_t line, std::string_view rest,
                    precondition_rules& into) {
    constexpr std::string_view word = "expectedresult:";
    rest = trim(rest);
    if (lower_case(rest.substr(0, word.size())) == word) {
        rest.remove_prefix(word.size());
    }
    const bool quoted = rest.starts_with('\'') || rest.starts_with('"');
    const std::size_t end = quoted ? rest.find(rest[0], 1) : rest.find_first_of(" \t");
    const std::string_view sql = end == std::string_view::npos ? "" : trim(rest.substr(end + 1));
    if (sql.empty()) {
        refuse(file, line, "the precondition sql-check needs an expected result and a query",
               "write --precondition-sql-check expectedResult:0 SELECT count(*) ...");
    }
    into.all.push_back(
        {std::string(sql), std::string(rest.substr(quoted ? 1 : 0, end - (quoted ? 1 : 0))), line});
}

} // namespace

void read_liquibase_preconditions(const source_file& file, std::size_t line, std::string_view rest,
                                  precondition_rules& into) {
    std::string defect;
    const auto given = read_liquibase_attributes(rest, defect);
    if (!given) {
        refuse(file, line, fmt::format("invalid precondition attribute: \"{}\"", defect),
               "attributes are name:value, for example onFail:MARK_RAN");
    }
    for (const auto& [name, value] : *given) {
        if (name == "onfail") {
            into.on_fail = read_action(file, line, "onFail", value);
        } else if (name == "onerror") {
            into.on_error = read_action(file, line, "onError", value);
        } else if (name == "onfailmessage" || name == "onerrormessage") {
            into.message = value;
        } else if (name != "onupdatesql" && name != "onsqloutput") { // those are for files of SQL
            refuse(file, line, fmt::format("unknown precondition attribute \"{}\"", name),
                   "attributes: onFail, onError, onFailMessage, onErrorMessage");
        }
    }
}

void read_liquibase_precondition(const source_file& file, std::size_t line, std::string_view rest,
                                 precondition_rules& into) {
    const std::size_t end = std::min(rest.find_first_of(" \t\r\n"), rest.size());
    const std::string kind = lower_case(rest.substr(0, end));
    const std::string_view body = rest.substr(end);
    if (kind == "sql-check") {
        read_sql_check(file, line, body, into);
    } else if (kind == "table-exists") {
        read_relation(file, line, body, "table", "'r', 'p'", into);
    } else if (kind == "view-exists") {
        read_relation(file, line, body, "view", "'v', 'm'", into);
    } else {
        refuse(file, line, fmt::format("unknown precondition \"{}\"", kind), kinds);
    }
}

} // namespace dunlin::migrator
