// SPDX-License-Identifier: MIT
#pragma once

#include "generator/names.hpp"
#include "generator/value_generator.hpp"
#include "generator/value_rule.hpp"
#include "table/table_shape.hpp"

#include <memory>
#include <string>

namespace dunlin::seeder {

/// What makes the values of a column, or why nothing can.
struct made_values {
    std::unique_ptr<value_generator> values; ///< null: see `problem`
    std::string problem;
};

/// A generator for a type under a rule; its place makes it plausible. `wide`: distinct
/// values are wanted, so that the usual ranges are opened.
made_values make_values(const type_shape& type, const value_rule& rule, const value_place& where,
                        bool wide);

/// The same for a part of a value, an element or an attribute: its own domains add to the rule.
made_values make_part_values(const type_shape& type, value_rule rule, const value_place& where);

// The families behind it, one file each. Each gives nullptr for a type that is not its own.

/// Texts: text, varchar, char, name, citext.
made_values make_text_values(const type_shape& type, const value_rule& rule,
                             const value_place& where);
/// boolean, uuid, bytea, network addresses, bit strings, geometric types, xml.
std::unique_ptr<value_generator> make_plain_values(const type_shape& type);
/// json, jsonb, tsvector, tsquery, hstore, ltree.
std::unique_ptr<value_generator> make_document_values(const type_shape& type,
                                                      const value_rule& rule);
/// Arrays, ranges and multiranges.
made_values make_composed_values(const type_shape& type, const value_rule& rule,
                                 const value_place& where);
/// Composite types.
made_values make_record_values(const type_shape& type);

} // namespace dunlin::seeder
