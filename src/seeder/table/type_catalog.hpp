// SPDX-License-Identifier: MIT
#pragma once

#include "table/table_shape.hpp"

#include <map>

namespace dunlin::seeder {

/// The types of a table's columns and all types that these consist of.
class type_catalog {
public:
    type_catalog(sqldb::executor& db, std::uint32_t table_oid);

    /// A type without its domains, with its element and attribute types.
    [[nodiscard]] type_shape resolve(std::uint32_t oid, int modifier) const;

private:
    struct entry {
        std::string name;
        char kind = 'b';
        std::uint32_t base = 0;
        int base_modifier = -1;
        std::uint32_t element = 0; ///< of arrays
        std::uint32_t subtype = 0; ///< of ranges and multiranges
        bool not_null = false;
        std::vector<std::string> labels;
        std::vector<std::string> check_names;
        std::vector<std::string> check_expressions;
        std::vector<std::string> attribute_names; ///< of composite types
        std::vector<std::int64_t> attribute_types;
        std::vector<std::int32_t> attribute_modifiers;
    };
    std::map<std::uint32_t, entry> entries_;
};

} // namespace dunlin::seeder
