// SPDX-License-Identifier: MIT
#include <dunlin/catalog/table_data.hpp>
#include <dunlin/sqldb/query.hpp>
#include <dunlin/sqldb/transaction.hpp>

#include <fmt/format.h>

#include <string>
#include <vector>

namespace dunlin::catalog {
namespace {

/// Generated columns cannot be written.
constexpr auto columns = R"(
SELECT quote_ident(a.attname), c.relkind,
       (SELECT array_position(k.conkey, a.attnum) FROM pg_constraint k
         WHERE k.conrelid = c.oid AND k.contype = 'p')
  FROM pg_attribute a
  JOIN pg_class c ON c.oid = a.attrelid
 WHERE a.attrelid = :relation AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
 ORDER BY a.attnum)";

constexpr auto positions = R"(
SELECT format(E'SELECT pg_catalog.setval(%L, %s, true);\n', format('%I.%I', n.nspname, s.relname),
              p.position)
  FROM pg_depend d
  JOIN pg_class s ON s.oid = d.objid
  JOIN pg_namespace n ON n.oid = s.relnamespace
 CROSS JOIN LATERAL (SELECT CASE s.relkind WHEN 'S' THEN pg_sequence_last_value(s.oid) END AS position) p
 WHERE d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass
   AND d.refobjid = :relation AND d.deptype IN ('a', 'i') AND p.position IS NOT NULL
 ORDER BY 1)";

struct table_shape {
    std::string columns; ///< "id, name"
    std::string values;  ///< the SQL of each, as literals
    std::string order;   ///< the columns of the key, or of the row
    bool is_partitioned = false;
};

void append(std::string& list, std::string_view item) {
    list += list.empty() ? "" : ", ";
    list += item;
}

table_shape read_shape(sqldb::transaction& tx, const object& table) {
    table_shape shape;
    std::vector<std::string> key;
    std::string all;
    const sqldb::result rows =
        tx.run(columns, {{"relation", static_cast<std::int64_t>(table.oid)}});
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const std::string name(rows[i].text(0));
        append(shape.columns, name);
        append(shape.values, fmt::format("quote_nullable(t.{}::text)", name));
        append(all, fmt::format("t.{}::text COLLATE \"C\"", name));
        shape.is_partitioned = rows[i].text(1) == "p";
        if (!rows[i].is_null(2)) {
            const auto place = static_cast<std::size_t>(std::stoul(std::string(rows[i].text(2))));
            key.resize(std::max(key.size(), place));
            key[place - 1] = "t." + name;
        }
    }
    shape.order = key.empty() ? all : fmt::format("{}", fmt::join(key, ", "));
    return shape;
}

} // namespace

std::string read_table_data(sqldb::transaction& tx, const object& table) {
    const table_shape shape = read_shape(tx, table);
    std::string text;
    if (shape.columns.empty()) {
        return text;
    }
    const std::string sql =
        fmt::format("SELECT concat_ws(', ', {}) FROM {}{} AS t ORDER BY {}", shape.values,
                    shape.is_partitioned ? "" : "ONLY ", table.identity, shape.order);
    tx.stream(sql, {}, [&](const sqldb::row& row) {
        text += fmt::format("INSERT INTO {} ({}) OVERRIDING SYSTEM VALUE VALUES ({});\n",
                            table.identity, shape.columns, row.text(0));
    });
    const sqldb::result sequences =
        tx.run(positions, {{"relation", static_cast<std::int64_t>(table.oid)}});
    for (std::size_t i = 0; i < sequences.size(); ++i) {
        text += sequences[i].text(0);
    }
    return text;
}

} // namespace dunlin::catalog
