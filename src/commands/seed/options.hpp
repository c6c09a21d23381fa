// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/seeder/load.hpp>
#include <dunlin/sqldb/connection.hpp>

#include <cstddef>
#include <string>

namespace dunlin::commands {

class context;
class flag_set;

/// Adds --on-conflict, --null and --max-bad-rows, which every verb that loads files spells alike.
/// The targets hold the usual values.
void add_load_options(flag_set& flags, seeder::conflict_policy& on_conflict, std::string& null_text,
                      std::size_t& bad_row_limit, std::size_t& field_limit);

/// A session with the database, which a change_permit lets be seeded: not one that is protected or
/// that dunlin.toml does not name while it names others, unless by --confirm.
sqldb::connection connect_to_seed(context& context);

/// `seed` itself takes the options of `seed apply`; before another verb they would be read and
/// forgotten. Makes that error(usage).
void refuse_parent_options(flag_set& flags);

} // namespace dunlin::commands
