// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/catalog/snapshot.hpp>

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace dunlin::catalog {

/// A run of statements of a script that belong to one object.
struct script_part {
    std::size_t object = 0; ///< index in the snapshot
    std::string sql;
};

/// The statements that create all objects, in an order in which every object follows those that it
/// depends on. Otherwise related objects stand together and by name, so that a change of one object
/// changes few lines.
std::vector<script_part> script_parts(const snapshot& schema);

/// The first and the last statements of a script: they make it independent of the session and leave
/// the session as it was.
std::string script_begin(const snapshot& schema);
std::string script_end();

/// The whole script. `data` is inserted before foreign keys and triggers.
std::string write_script(const snapshot& schema, std::string_view data = {});

/// Whether the part comes after the rows: foreign keys and triggers, which rows must not meet.
bool follows_data(const object& object);

} // namespace dunlin::catalog
