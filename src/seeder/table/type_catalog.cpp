// SPDX-License-Identifier: MIT
#include "table/type_catalog.hpp"

#include <dunlin/sqldb/query.hpp>

namespace dunlin::seeder {
namespace {

/// The types of a table's columns and, recursively, the types below them. PostgreSQL 13 has no
/// multiranges, and its pg_range has no column for them.
constexpr std::string_view select_types = R"(
WITH RECURSIVE ranges(oid, subtype) AS (
    SELECT rngtypid, rngsubtype FROM pg_catalog.pg_range
     UNION ALL
    SELECT (pg_catalog.to_jsonb(r) ->> 'rngmultitypid')::oid, rngsubtype
      FROM pg_catalog.pg_range r),
used(oid) AS (
    SELECT atttypid FROM pg_catalog.pg_attribute
     WHERE attrelid = :table::oid AND attnum > 0 AND NOT attisdropped
     UNION
    SELECT below.oid
      FROM used
      JOIN pg_catalog.pg_type t ON t.oid = used.oid
      LEFT JOIN ranges r ON r.oid = used.oid
     CROSS JOIN LATERAL (VALUES (t.typbasetype),
                                (CASE WHEN t.typcategory = 'A' THEN t.typelem END),
                                (r.subtype)
                          UNION ALL
                         SELECT a.atttypid FROM pg_catalog.pg_attribute a
                          WHERE a.attrelid = t.typrelid AND a.attnum > 0
                            AND NOT a.attisdropped) AS below(oid)
     WHERE below.oid <> 0)
SELECT t.oid::bigint, t.typname, t.typtype::text, t.typbasetype::bigint, t.typtypmod,
       CASE WHEN t.typcategory = 'A' THEN t.typelem::bigint ELSE 0 END,
       coalesce(r.subtype::bigint, 0), t.typnotnull,
       coalesce((SELECT pg_catalog.array_agg(e.enumlabel::text ORDER BY e.enumsortorder)
                   FROM pg_catalog.pg_enum e WHERE e.enumtypid = t.oid), '{}'),
       coalesce((SELECT pg_catalog.array_agg(c.conname::text ORDER BY c.conname)
                   FROM pg_catalog.pg_constraint c
                  WHERE c.contypid = t.oid AND c.contype = 'c'), '{}'),
       coalesce((SELECT pg_catalog.array_agg(pg_catalog.pg_get_expr(c.conbin, 0) ORDER BY c.conname)
                   FROM pg_catalog.pg_constraint c
                  WHERE c.contypid = t.oid AND c.contype = 'c'), '{}'),
       coalesce(attributes.names, '{}'), coalesce(attributes.types, '{}'),
       coalesce(attributes.modifiers, '{}')
  FROM used JOIN pg_catalog.pg_type t ON t.oid = used.oid
  LEFT JOIN ranges r ON r.oid = t.oid
  LEFT JOIN LATERAL (
       SELECT pg_catalog.array_agg(a.attname::text ORDER BY a.attnum) AS names,
              pg_catalog.array_agg(a.atttypid::bigint ORDER BY a.attnum) AS types,
              pg_catalog.array_agg(a.atttypmod ORDER BY a.attnum) AS modifiers
         FROM pg_catalog.pg_attribute a
        WHERE a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped
       ) AS attributes ON true)";

template <class T> T at(const sqldb::row& source, std::size_t index) {
    return sqldb::decode_column<T>(source, index, "the catalog");
}

std::uint32_t oid_at(const sqldb::row& source, std::size_t index) {
    return static_cast<std::uint32_t>(at<std::int64_t>(source, index));
}

} // namespace

type_catalog::type_catalog(sqldb::executor& db, std::uint32_t table_oid) {
    const auto rows = db.run(select_types, {{"table", static_cast<std::int64_t>(table_oid)}});
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const sqldb::row r = rows[i];
        entry type;
        type.name = at<std::string>(r, 1);
        type.kind = at<std::string>(r, 2).front();
        type.base = oid_at(r, 3);
        type.base_modifier = at<std::int32_t>(r, 4);
        type.element = oid_at(r, 5);
        type.subtype = oid_at(r, 6);
        type.not_null = at<bool>(r, 7);
        type.labels = at<std::vector<std::string>>(r, 8);
        type.check_names = at<std::vector<std::string>>(r, 9);
        type.check_expressions = at<std::vector<std::string>>(r, 10);
        type.attribute_names = at<std::vector<std::string>>(r, 11);
        type.attribute_types = at<std::vector<std::int64_t>>(r, 12);
        type.attribute_modifiers = at<std::vector<std::int32_t>>(r, 13);
        entries_.emplace(oid_at(r, 0), std::move(type));
    }
}

type_shape type_catalog::resolve(std::uint32_t oid, int modifier) const {
    type_shape shape;
    const entry* type = &entries_.at(oid);
    while (type->kind == 'd') {
        shape.domain = shape.domain.empty() ? type->name : shape.domain;
        shape.domain_not_null = shape.domain_not_null || type->not_null;
        for (std::size_t i = 0; i < type->check_names.size(); ++i) {
            shape.checks.push_back({type->check_names[i], type->check_expressions[i]});
        }
        modifier = type->base_modifier;
        oid = type->base;
        type = &entries_.at(oid);
    }
    shape.oid = oid;
    shape.name = type->name;
    shape.kind = type->kind;
    shape.modifier = modifier;
    shape.labels = type->labels;
    shape.is_array = type->element != 0;
    if (shape.is_array) {
        shape.element = std::make_shared<type_shape>(resolve(type->element, modifier));
    } else if (type->subtype != 0) {
        shape.element = std::make_shared<type_shape>(resolve(type->subtype, -1));
    }
    for (std::size_t i = 0; i < type->attribute_names.size(); ++i) {
        auto attribute = resolve(static_cast<std::uint32_t>(type->attribute_types[i]),
                                 type->attribute_modifiers[i]);
        shape.attributes.push_back(
            {type->attribute_names[i], std::make_shared<type_shape>(std::move(attribute))});
    }
    shape.printed = shape.is_array ? shape.element->printed + "[]" : shape.name;
    return shape;
}

} // namespace dunlin::seeder
