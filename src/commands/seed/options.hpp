// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/seeder/load.hpp>
#include <dunlin/sqldb/connection.hpp>

#include <cstddef>
#include <string>

namespace dunlin::commands {

class context;
class flag_set;

/// Adds --on-conflict, --null, --max-bad-rows and --max-field-size. The variables hold the
/// defaults.
void add_load_options(flag_set& flags, seeder::conflict_policy& on_conflict, std::string& null_text,
                      std::size_t& bad_row_limit, std::size_t& field_limit);

/// Connects to a database that may be seeded. A protected database needs --confirm, and so does one
/// that dunlin.toml does not name while it names others.
sqldb::connection connect_to_seed(context& context);

/// Rejects the options of `seed` before its verbs, which would ignore them.
void refuse_parent_options(flag_set& flags);

} // namespace dunlin::commands
