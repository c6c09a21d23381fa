// SPDX-License-Identifier: MIT
#pragma once

#include "../table_shape.hpp"
#include "value_generator.hpp"
#include "value_rule.hpp"

#include <memory>
#include <string>

namespace dunlin::seeder {

/// What makes the values of a column, or why nothing can.
struct made_values {
    std::unique_ptr<value_generator> values; ///< null: see `problem`
    std::string problem;
};

/// A generator for a type under a rule; the column's name makes it plausible. `wide`: distinct
/// values are wanted, so that the usual ranges are opened.
made_values make_values(const type_shape& type, const value_rule& rule,
                        std::string_view column_name, bool wide);

// The families behind it, one file each. Each gives nullptr for a type that is not its own.

/// Texts: text, varchar, char, name, citext.
made_values make_text_values(const type_shape& type, const value_rule& rule,
                             std::string_view column_name);
/// boolean, uuid, bytea, network addresses, bit strings, geometric types, xml.
std::unique_ptr<value_generator> make_plain_values(const type_shape& type);
/// json, jsonb, tsvector, tsquery, hstore, ltree.
std::unique_ptr<value_generator> make_document_values(const type_shape& type,
                                                      const value_rule& rule);
/// Arrays, ranges and multiranges.
made_values make_composed_values(const type_shape& type, const value_rule& rule,
                                 std::string_view column_name);

} // namespace dunlin::seeder
