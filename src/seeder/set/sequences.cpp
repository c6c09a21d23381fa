// SPDX-License-Identifier: MIT
#include "set/sequences.hpp"

#include "table/table_shape.hpp"

#include <dunlin/sqldb/query.hpp>

#include <fmt/format.h>

namespace dunlin::seeder {
namespace {

constexpr std::string_view select_sequences = R"(
SELECT a.attname, pg_catalog.pg_get_serial_sequence(:name, a.attname)
  FROM pg_catalog.pg_attribute a
 WHERE a.attrelid = :name::regclass AND a.attnum > 0 AND NOT a.attisdropped
   AND pg_catalog.pg_get_serial_sequence(:name, a.attname) IS NOT NULL)";

} // namespace

void advance_sequences(sqldb::executor& db, const table_name& table) {
    const std::string name = quote_name(table);
    const auto rows = db.run(select_sequences, {{"name", name}});
    for (std::size_t i = 0; i < rows.size(); ++i) {
        db.run(fmt::format("SELECT pg_catalog.setval(:sequence::regclass, newest.value) "
                           "FROM (SELECT max({})::bigint AS value FROM {}) newest "
                           "WHERE newest.value > "
                           "coalesce(pg_catalog.pg_sequence_last_value(:sequence::regclass), 0)",
                           quote_name(rows[i].text(0)), name),
               {{"sequence", rows[i].text(1)}});
    }
}

} // namespace dunlin::seeder
