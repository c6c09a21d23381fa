// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/catalog/snapshot.hpp>

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace dunlin::catalog {

/// A column of a relation as people read it.
struct column_details {
    std::string name;
    std::string type; ///< "character varying(20)"
    bool is_nullable = true;
    std::string default_value; ///< an expression, "identity" or "generated: ..."; empty: none
    std::string collation;     ///< empty: that of the type
    std::string comment;
};

struct relation_size {
    std::optional<std::int64_t> rows; ///< as last estimated by ANALYZE or VACUUM
    std::int64_t bytes = 0;           ///< with indexes and TOAST
};

/// What the objects' text does not say in one place. The maps are by the OID of the relation.
struct description {
    std::map<std::uint32_t, std::vector<column_details>> columns;
    std::map<std::uint32_t, relation_size> sizes;
};

/// Reads the sizes of all relations in user schemas, and the columns of those in `relations`. In
/// the transaction of read_snapshot().
description read_description(sqldb::transaction& tx, const std::vector<std::uint32_t>& relations);

/// The definition of a part of a table without what repeats its name and its table: "PRIMARY KEY
/// (id)", "UNIQUE btree (name)", "BEFORE INSERT FOR EACH ROW EXECUTE FUNCTION f()".
std::string short_definition(const object& part);

/// The clauses of a table that are not about its columns: "WITH (fillfactor='70')", "PARTITION BY
/// RANGE (at)", and the statements that follow it, one a line.
std::vector<std::string> table_clauses(const object& table);

} // namespace dunlin::catalog
