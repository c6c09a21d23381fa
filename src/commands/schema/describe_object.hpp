// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/catalog/describe.hpp>

#include <string>
#include <vector>

namespace dunlin::output {
class json_writer;
}

namespace dunlin::commands {

class context;

/// Something that belongs to a relation, such as an index.
struct related_object {
    std::string kind; ///< "index", "foreign key", "referenced by", "partition"
    std::string name;
    std::string definition;
};

/// The keys, indexes, checks, triggers, policies and rules of a relation, its partitions and
/// children, and the foreign keys of other tables that refer to it.
std::vector<related_object> related_objects(const catalog::snapshot& schema,
                                            const catalog::object& relation);

/// Prints an object for people: a relation's columns and what belongs to it, or the SQL of another
/// object.
void print_object(const catalog::snapshot& schema, const catalog::object& object,
                  const catalog::description& details, context& context);

/// Writes the members of an object into the open JSON object.
void write_object(output::json_writer& json, const catalog::snapshot& schema,
                  const catalog::object& object, const catalog::description& details,
                  bool with_definition);

/// "8192 bytes", "24 kB", "3.1 GB".
std::string size_text(std::int64_t bytes);

} // namespace dunlin::commands
