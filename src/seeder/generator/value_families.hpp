// SPDX-License-Identifier: MIT
#pragma once

#include "generator/column_hints.hpp"
#include "generator/value_generator.hpp"
#include "generator/value_rule.hpp"
#include "table/table_shape.hpp"

#include <memory>
#include <string>
#include <vector>

/// The generators of make_values(), a source file for each family of types. A family gives neither
/// a generator nor a problem for a type that does not belong to it.
namespace dunlin::seeder {

/// text, varchar, char, name, citext.
generator_result make_text_values(const type_shape& type, const value_rule& rule,
                                  const column_reference& column);

/// boolean, uuid, bytea, network addresses, bit strings, geometric types, xml.
std::unique_ptr<value_generator> make_plain_values(const type_shape& type);

/// json, jsonb, tsvector, tsquery, hstore, ltree.
std::unique_ptr<value_generator> make_document_values(const type_shape& type,
                                                      const value_rule& rule);

/// Arrays of an element's values.
generator_result make_array_values(std::unique_ptr<value_generator> element,
                                   const value_rule& rule);

/// Ranges and multiranges.
generator_result make_range_values(const type_shape& type);

struct record_field {
    std::string name;
    std::unique_ptr<value_generator> generator; ///< null: the field is always NULL
};

/// Values of a composite type.
std::unique_ptr<value_generator> make_record_values(std::vector<record_field> fields);

} // namespace dunlin::seeder
