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

/// All that a query may read, as it would be typed: with its schema where the search path does not
/// find it.
constexpr std::string_view relations = R"(
SELECT CASE WHEN pg_table_is_visible(c.oid) THEN c.relname::text
            ELSE n.nspname || '.' || c.relname END
  FROM pg_class c
  JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f')
   AND n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\_%'
 ORDER BY 1)";

/// Of the visible ones among some names.
constexpr std::string_view columns = R"(
SELECT a.attname::text
  FROM unnest(:tables::text[]) WITH ORDINALITY AS t (name, place)
  JOIN pg_attribute a ON a.attrelid = pg_catalog.to_regclass(pg_catalog.quote_ident(t.name))
 WHERE a.attnum > 0 AND NOT a.attisdropped
 ORDER BY t.place, a.attnum)";

names first_column(const sqldb::result& rows) {
    names made;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        made.emplace_back(rows[i].text(0));
    }
    return made;
}

bool is_name(const token& each) {
    return each.kind == token_kind::word || each.kind == token_kind::keyword ||
           each.kind == token_kind::quoted_name;
}

/// A name as the server takes it.
std::string folded(std::string_view sql, const token& each) {
    const std::string_view text = sql.substr(each.begin, each.end - each.begin);
    if (each.kind != token_kind::quoted_name) {
        std::string lower(text);
        std::transform(lower.begin(), lower.end(), lower.begin(),
                       [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
        return lower;
    }
    std::string made;
    for (std::size_t i = 1; i + 1 < text.size(); ++i) {
        made += text[i];
        i += text[i] == '"' ? 1 : 0;
    }
    return made;
}

/// The name that begins at a place, "b" of a.b, and all names of the text.
struct names_in_text {
    std::string failed;    ///< "shop.widgit"
    std::string last_part; ///< "widgit"
    names all;
};

names_in_text read_names(std::string_view sql, std::size_t position) {
    names_in_text made;
    const std::size_t at = position == 0 ? sql.size() : byte_offset_of(sql, position - 1);
    const std::vector<token> tokens = sqltext::scan(sql);
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        if (is_name(tokens[i])) {
            made.all.push_back(folded(sql, tokens[i]));
        }
        if (tokens[i].begin != at) {
            continue;
        }
        for (; i < tokens.size() && is_name(tokens[i]); i += 2) {
            made.last_part = folded(sql, tokens[i]);
            made.failed += (made.failed.empty() ? "" : ".") + made.last_part;
            if (i + 1 >= tokens.size() || sql[tokens[i + 1].begin] != '.') {
                break;
            }
        }
    }
    return made;
}

std::string did_you_mean(std::string_view name) {
    return name.empty() ? "" : fmt::format("did you mean \"{}\"?", name);
}

std::string hint_for_table(const names_in_text& seen, sqldb::connection& db) {
    const names known = first_column(db.run(relations, {}));
    const std::string behind = "." + seen.last_part;
    const auto elsewhere = std::find_if(known.begin(), known.end(),
                                        [&](const auto& each) { return each.ends_with(behind); });
    return did_you_mean(elsewhere != known.end() && *elsewhere != seen.failed
                            ? *elsewhere
                            : closest_match(seen.failed, known));
}

std::string hint_for_column(const names_in_text& seen, sqldb::connection& db) {
    constexpr std::size_t most = 30;
    const names known = first_column(db.run(columns, {{"tables", seen.all}}));
    const std::string near = closest_match(seen.last_part, known);
    if (!near.empty() || known.empty() || known.size() > most) {
        return did_you_mean(near);
    }
    return fmt::format("the columns are {}", fmt::join(known, ", "));
}

} // namespace

std::string hint_for_unknown_name(const sqldb::sql_error& problem, std::string_view sql,
                                  const sqldb::config& database) {
    try {
        const names_in_text seen = read_names(sql, problem.position);
        if (seen.failed.empty()) {
            return "";
        }
        sqldb::connection db(database);
        return problem.kind() == error_kind::undefined_table ? hint_for_table(seen, db)
                                                             : hint_for_column(seen, db);
    } catch (const error&) {
        return "";
    }
}

} // namespace dunlin::commands
