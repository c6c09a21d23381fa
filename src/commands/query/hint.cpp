// SPDX-License-Identifier: MIT
#include "query/hint.hpp"

#include <dunlin/base/closest_match.hpp>
#include <dunlin/base/position.hpp>
#include <dunlin/sqldb/connection.hpp>
#include <dunlin/sqldb/query.hpp>
#include <dunlin/sqltext/tokens.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cctype>
#include <vector>

namespace dunlin::commands {
namespace {

using names = std::vector<std::string>;
using sqltext::token;
using sqltext::token_kind;

/// Everything that a query can read, as it would be typed: with the schema only where the search
/// path does not find it.
constexpr std::string_view relations = R"(
SELECT CASE WHEN pg_table_is_visible(c.oid) THEN c.relname::text
            ELSE n.nspname || '.' || c.relname END
  FROM pg_class c
  JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f')
   AND n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\_%'
 ORDER BY 1)";

/// The columns of the tables with these names that are visible.
constexpr std::string_view columns = R"(
SELECT a.attname::text
  FROM unnest(:tables::text[]) WITH ORDINALITY AS t (name, place)
  JOIN pg_attribute a ON a.attrelid = pg_catalog.to_regclass(pg_catalog.quote_ident(t.name))
 WHERE a.attnum > 0 AND NOT a.attisdropped
 ORDER BY t.place, a.attnum)";

names first_column(const sqldb::result& rows) {
    names values;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        values.emplace_back(rows[i].text(0));
    }
    return values;
}

bool is_name(const token& token) {
    return token.kind == token_kind::word || token.kind == token_kind::keyword ||
           token.kind == token_kind::quoted_name;
}

/// A name as the server reads it: in lower case, unless it is quoted.
std::string name_of(std::string_view sql, const token& token) {
    const std::string_view text = sql.substr(token.begin, token.end - token.begin);
    if (token.kind != token_kind::quoted_name) {
        std::string lower(text);
        std::transform(lower.begin(), lower.end(), lower.begin(),
                       [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
        return lower;
    }
    std::string unquoted;
    for (std::size_t i = 1; i + 1 < text.size(); ++i) {
        unquoted += text[i];
        i += text[i] == '"' ? 1 : 0;
    }
    return unquoted;
}

/// The name at the position of an error, and all names in the statement.
struct statement_names {
    std::string failed;    ///< "shop.widgit"
    std::string last_part; ///< "widgit"
    names all;
};

statement_names read_names(std::string_view sql, std::size_t position) {
    statement_names result;
    const std::size_t at = position == 0 ? sql.size() : byte_offset_of(sql, position - 1);
    const std::vector<token> tokens = sqltext::scan(sql);
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        if (is_name(tokens[i])) {
            result.all.push_back(name_of(sql, tokens[i]));
        }
        if (tokens[i].begin != at) {
            continue;
        }
        for (; i < tokens.size() && is_name(tokens[i]); i += 2) {
            result.last_part = name_of(sql, tokens[i]);
            result.failed += (result.failed.empty() ? "" : ".") + result.last_part;
            if (i + 1 >= tokens.size() || sql[tokens[i + 1].begin] != '.') {
                break;
            }
        }
    }
    return result;
}

std::string did_you_mean(std::string_view name) {
    return name.empty() ? "" : fmt::format("did you mean \"{}\"?", name);
}

std::string hint_for_table(const statement_names& statement, sqldb::connection& db) {
    const names known = first_column(db.run(relations, {}));
    const std::string suffix = "." + statement.last_part;
    const auto in_other_schema = std::find_if(
        known.begin(), known.end(), [&](const auto& name) { return name.ends_with(suffix); });
    return did_you_mean(in_other_schema != known.end() && *in_other_schema != statement.failed
                            ? *in_other_schema
                            : closest_match(statement.failed, known));
}

std::string hint_for_column(const statement_names& statement, sqldb::connection& db) {
    constexpr std::size_t max_listed = 30;
    const names known = first_column(db.run(columns, {{"tables", statement.all}}));
    const std::string suggestion = closest_match(statement.last_part, known);
    if (!suggestion.empty() || known.empty() || known.size() > max_listed) {
        return did_you_mean(suggestion);
    }
    return fmt::format("the columns are {}", fmt::join(known, ", "));
}

} // namespace

std::string hint_for_unknown_name(const sqldb::sql_error& problem, std::string_view sql,
                                  const sqldb::config& database) {
    try {
        const statement_names statement = read_names(sql, problem.position);
        if (statement.failed.empty()) {
            return "";
        }
        sqldb::connection db(database);
        return problem.kind() == error_kind::undefined_table ? hint_for_table(statement, db)
                                                             : hint_for_column(statement, db);
    } catch (const error&) {
        return "";
    }
}

} // namespace dunlin::commands
