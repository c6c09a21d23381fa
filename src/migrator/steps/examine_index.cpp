// SPDX-License-Identifier: MIT
#include "steps/examine_index.hpp"

#include <dunlin/sqldb/query.hpp>
#include <dunlin/sqldb/transaction.hpp>
#include <dunlin/sqltext/tokens.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

namespace dunlin::migrator {
namespace {

constexpr auto select_indexes = R"(
SELECT i.indexrelid::text,
       pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(c.relname),
       i.indisvalid AND i.indisready AND i.indislive, c.relname
  FROM pg_catalog.pg_index AS i
  JOIN pg_catalog.pg_class AS c ON c.oid = i.indexrelid
  JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
 WHERE i.indrelid = pg_catalog.to_regclass(:table)
 ORDER BY i.indexrelid)";

/// REINDEX CONCURRENTLY leaves these, the second with a number as suffix (manual, REINDEX): of a
/// table, of its partitions, and of the tables that hold their large values. Those are in a schema
/// that few roles may use.
constexpr auto select_remains = R"(
WITH named (oid) AS (
    SELECT pg_catalog.to_regclass(:table)::oid
     UNION
    SELECT relid::oid FROM pg_catalog.pg_partition_tree(pg_catalog.to_regclass(:table))),
tables (oid) AS (
    SELECT oid FROM named
     UNION
    SELECT indrelid FROM pg_catalog.pg_index WHERE indexrelid IN (SELECT oid FROM named))
SELECT pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(c.relname),
       pg_catalog.has_schema_privilege(n.oid, 'USAGE')
  FROM pg_catalog.pg_index AS i
  JOIN pg_catalog.pg_class AS c ON c.oid = i.indexrelid
  JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
 WHERE NOT i.indisvalid
   AND (pg_catalog.strpos(c.relname, '_ccnew') > 0 OR pg_catalog.strpos(c.relname, '_ccold') > 0)
   AND (:table = '' OR i.indrelid IN (
            SELECT oid FROM tables
             UNION
            SELECT reltoastrelid FROM pg_catalog.pg_class
             WHERE oid IN (SELECT oid FROM tables))))";

bool is_word(std::string_view text, std::string_view lower) {
    return text.size() == lower.size() &&
           std::equal(text.begin(), text.end(), lower.begin(), [](unsigned char a, char b) {
               return std::tolower(a) == static_cast<unsigned char>(b);
           });
}

/// What follows the table's name in CREATE INDEX ... ON [ONLY] table: method, columns, WHERE.
std::string_view definition_of(std::string_view statement) {
    auto tokens = sqltext::scan(statement);
    std::erase_if(tokens,
                  [](const auto& token) { return token.kind == sqltext::token_kind::comment; });
    const auto text = [&](const sqltext::token& token) {
        return statement.substr(token.begin, token.end - token.begin);
    };
    auto at = std::find_if(tokens.begin(), tokens.end(),
                           [&](const auto& token) { return is_word(text(token), "on"); });
    at = at == tokens.end() ? at : at + 1;
    at = at != tokens.end() && is_word(text(*at), "only") ? at + 1 : at;
    // A name, and while a dot follows it, the next.
    at = at == tokens.end() ? at : at + 1;
    while (at != tokens.end() && text(*at) == "." && at + 1 != tokens.end()) {
        at += 2;
    }
    return at == tokens.end() ? std::string_view() : statement.substr(at->begin);
}

bool is_unique(std::string_view statement) {
    const auto tokens = sqltext::scan(statement);
    return std::any_of(tokens.begin(), tokens.end(), [&](const auto& token) {
        return is_word(statement.substr(token.begin, token.end - token.begin), "unique");
    });
}

std::string after_using(const std::string& definition) {
    return definition.substr(std::min(definition.find(" USING "), definition.size()));
}

std::string drop(std::string_view index) {
    return fmt::format("DROP INDEX CONCURRENTLY IF EXISTS {}", index);
}

bool existed_before(std::string_view before, const std::string& oid) {
    return (" " + std::string(before) + " ").find(" " + oid + " ") != std::string::npos;
}

/// The index that the statement names, or those that are new since `before` when it names none.
std::vector<index_info> candidates(sqldb::connection& db, const sqltext::target& target,
                                   std::string_view before) {
    std::vector<index_info> found = indexes_of(db, quoted(db, *target.table));
    if (target.objects.empty()) {
        std::erase_if(found,
                      [&](const index_info& index) { return existed_before(before, index.oid); });
        return found;
    }
    const auto name = sqldb::query_value<std::string>(db, "SELECT pg_catalog.quote_ident(:name)",
                                                      {{"name", target.objects.front().name}});
    std::erase_if(found,
                  [&](const index_info& index) { return !index.name.ends_with("." + name); });
    return found;
}

} // namespace

std::string quoted(const sqldb::connection& db, const sqltext::object_name& name) {
    const std::string last = db.quote_identifier(name.name);
    return name.schema ? db.quote_identifier(*name.schema) + "." + last : last;
}

std::vector<index_info> indexes_of(sqldb::connection& db, const std::string& table) {
    const auto rows = db.run(select_indexes, {{"table", table}});
    std::vector<index_info> indexes;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        indexes.push_back(
            {std::string(rows[i].text(0)), std::string(rows[i].text(1)), rows[i].text(2) == "t"});
    }
    return indexes;
}

bool is_same_index(sqldb::connection& db, std::string_view statement, const std::string& table,
                   const index_info& index) {
    sqldb::transaction probe(db);
    db.run_script(fmt::format("CREATE TEMPORARY TABLE dunlin_probe (LIKE {});"
                              "CREATE {}INDEX dunlin_probe_index ON pg_temp.dunlin_probe {}",
                              table, is_unique(statement) ? "UNIQUE " : "",
                              definition_of(statement)));
    const auto rows = probe.run("SELECT pg_catalog.pg_get_indexdef("
                                "'pg_temp.dunlin_probe_index'::pg_catalog.regclass), "
                                "pg_catalog.pg_get_indexdef(:oid::pg_catalog.oid)",
                                {{"oid", index.oid}});
    const std::string expected_definition(rows[0].text(0));
    const std::string existing_definition(rows[0].text(1));
    return after_using(expected_definition) == after_using(existing_definition) &&
           expected_definition.starts_with("CREATE UNIQUE") ==
               existing_definition.starts_with("CREATE UNIQUE");
}

step_effect examine_created_index(sqldb::connection& db, std::string_view statement,
                                  const sqltext::target& target, std::string_view before) {
    if (!target.table) {
        return {step_effect::kind::undecided, "the table of the index is unknown", {}};
    }
    step_effect found;
    for (const index_info& index : candidates(db, target, before)) {
        if (!index.valid) {
            found.remedies.push_back(drop(index.name));
            found.reason = fmt::format("index {} exists but is invalid", index.name);
            continue;
        }
        if (!is_same_index(db, statement, quoted(db, *target.table), index)) {
            return {step_effect::kind::undecided,
                    fmt::format("index {} exists with a different definition", index.name),
                    {}};
        }
        return {
            step_effect::kind::done, fmt::format("index {} exists and is valid", index.name), {}};
    }
    if (found.reason.empty()) {
        found.reason = "the index does not exist";
    }
    return found;
}

step_effect examine_leftover_index(sqldb::connection& db, const sqltext::target& target) {
    step_effect found;
    if (target.table && !target.objects.empty()) {
        for (const index_info& index : candidates(db, target, "")) {
            if (!index.valid) {
                found.remedies.push_back(drop(index.name));
                found.reason = fmt::format("an invalid index {} existed", index.name);
            }
        }
    }
    return found;
}

step_effect examine_reindex(sqldb::connection& db, const sqltext::target& target) {
    const bool names_relation = (target.scope == sqltext::reindex_scope::index ||
                                 target.scope == sqltext::reindex_scope::table) &&
                                !target.objects.empty();
    const auto rows = db.run(select_remains,
                             {{"table", names_relation ? quoted(db, target.objects.front()) : ""}});
    step_effect found;
    found.reason = "rebuilding it again does no harm";
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const std::string name(rows[i].text(0));
        if (rows[i].text(1) == "t") {
            found.remedies.push_back(drop(name));
        } else {
            found.reason += fmt::format(" (a superuser can remove what is left: {})", drop(name));
        }
    }
    return found;
}

} // namespace dunlin::migrator
