// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/catalog/snapshot.hpp>

namespace dunlin::catalog {

/// The place of a kind of object in a script, as far as dependencies leave it open.
enum class section {
    schemas,
    extensions,
    collations,
    types,
    routines,
    operators,
    text_search,
    foreign_servers,
    tables, ///< with their sequences, defaults and checks
    keys,   ///< and indexes and statistics
    views,
    foreign_keys, ///< from here on: after the rows
    triggers,     ///< and rules and policies
    replication,
    event_triggers,
    default_privileges,
};

section section_of(const object& object);

} // namespace dunlin::catalog
