// SPDX-License-Identifier: MIT
#include "kind/fragments.hpp"

#include <dunlin/base/text.hpp>
#include <dunlin/catalog/describe.hpp>
#include <dunlin/sqldb/query.hpp>
#include <dunlin/sqldb/transaction.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

namespace dunlin::catalog {
namespace {

constexpr auto columns = R"(
SELECT a.attrelid, a.attname, format_type(a.atttypid, a.atttypmod), NOT a.attnotnull,
       CASE WHEN a.attgenerated <> '' THEN 'generated: ' || pg_get_expr(d.adbin, d.adrelid)
            WHEN a.attidentity = 'a' THEN 'identity'
            WHEN a.attidentity = 'd' THEN 'identity by default'
            ELSE pg_get_expr(d.adbin, d.adrelid) END,
       CASE WHEN a.attcollation <> y.typcollation THEN l.collname END,
       col_description(a.attrelid, a.attnum)
  FROM pg_attribute a
  JOIN pg_type y ON y.oid = a.atttypid
  LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
  LEFT JOIN pg_collation l ON l.oid = a.attcollation
 WHERE a.attrelid = ANY (:relations::oid[]) AND a.attnum > 0 AND NOT a.attisdropped
 ORDER BY a.attrelid, a.attnum)";

/// Before PostgreSQL 14 a table that was never analyzed has 0 rows instead of -1.
constexpr auto sizes = R"(
SELECT c.oid, CASE WHEN c.reltuples > 0 OR c.reltuples = 0 AND c.relpages > 0 THEN c.reltuples::bigint END,
       coalesce(pg_total_relation_size(c.oid), 0)
  FROM pg_class c
  JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE c.relkind IN ('r', 'p', 'm', 'i', 'I') AND {user_schema})";

std::uint32_t relation_of(const sqldb::row& row) {
    return static_cast<std::uint32_t>(std::stoul(std::string(row.text(0))));
}

/// The text up to the first statement's end, without it.
std::string_view first_statement(std::string_view text) {
    return text.substr(0, text.find(";\n"));
}

std::string_view after(std::string_view text, std::string_view mark) {
    const std::size_t at = text.find(mark);
    return at == std::string_view::npos ? text : text.substr(at + mark.size());
}

/// On one line.
std::string joined(std::string_view text) {
    std::string line;
    for (const char c : text) {
        const bool is_space = c == '\n' || c == ' ';
        if (!is_space || (!line.empty() && line.back() != ' ')) {
            line += is_space ? ' ' : c;
        }
    }
    return line;
}

} // namespace

description read_description(sqldb::transaction& tx, const std::vector<std::uint32_t>& relations) {
    description result;
    tx.stream(columns, {{"relations", fmt::format("{{{}}}", fmt::join(relations, ","))}},
              [&](const sqldb::row& row) {
                  const auto text = [&](std::size_t at) { return std::string(row.text(at)); };
                  result.columns[relation_of(row)].push_back(
                      {text(1), text(2), row.text(3) == "t", text(4), text(5), text(6)});
              });
    const std::string sql = fmt::format(sizes, fmt::arg("user_schema", user_schema));
    tx.stream(sql, {}, [&](const sqldb::row& row) {
        relation_size& size = result.sizes[relation_of(row)];
        if (!row.is_null(1)) {
            size.rows = std::stoll(std::string(row.text(1)));
        }
        size.bytes = std::stoll(std::string(row.text(2)));
    });
    return result;
}

std::string short_definition(const object& part) {
    const std::string_view text = first_statement(part.definition);
    const std::string_view name =
        std::string_view(part.identity).substr(0, part.identity.rfind(" ON "));
    if (part.kind == "constraint") {
        return joined(after(text, fmt::format("ADD CONSTRAINT {} ", name)));
    }
    if (part.kind == "index") {
        const bool is_unique = text.starts_with("CREATE UNIQUE");
        return fmt::format("{}{}{}", is_unique ? "UNIQUE " : "", joined(after(text, " USING ")),
                           part.left_out.empty() ? "" : " INVALID");
    }
    const bool creates = text.starts_with("CREATE ");
    return joined(creates ? after(text, fmt::format(" {} {} ", upper_case(part.kind), name))
                          : text);
}

std::vector<std::string> table_clauses(const object& table) {
    std::vector<std::string> clauses;
    const auto add = [&](std::string_view text, char separator) {
        while (!text.empty()) {
            const std::string_view line = text.substr(0, text.find(separator));
            if (!line.empty()) {
                clauses.emplace_back(line);
            }
            text.remove_prefix(std::min(text.size(), line.size() + 1));
        }
    };
    const std::string_view text = table.definition;
    const std::string_view create = first_statement(text);
    const std::size_t close = create.rfind("\n)\n");
    add(close == std::string_view::npos ? "" : create.substr(close + 3), '\n');
    std::string_view rest = text.substr(std::min(text.size(), create.size() + 2));
    add(rest, '\n');
    return clauses;
}

} // namespace dunlin::catalog
