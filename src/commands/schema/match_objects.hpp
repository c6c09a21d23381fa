// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/catalog/snapshot.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace dunlin::commands {

/// Whether the object is a table, a view, a sequence or alike.
bool is_relation(const catalog::object& object);

/// The objects that a user means: without a name all relations, or all objects of the kind. The
/// name is one with or without its schema, quoted or not, and in the other case where no object has
/// it as it stands; or a pattern with * and ?. Throws error(not_found) with the closest name.
std::vector<const catalog::object*> match_objects(const catalog::snapshot& schema,
                                                  const std::string& name, std::string_view kind);

} // namespace dunlin::commands
