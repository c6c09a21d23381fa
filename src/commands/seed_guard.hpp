// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace dunlin::config {
struct settings;
}
namespace dunlin::sqldb {
struct config;
}

namespace dunlin::commands {

class context;
class flag_set;

/// Why seeding a database wants a second thought, as the end of "refusing to seed ...: "; empty
/// when nothing speaks against it. A protected environment does, a database that a protected
/// environment names, and one whose name or host is none of those that dunlin.toml names (when it
/// names any). The project's private servers are always welcome.
std::string objection_to_seeding(const config::settings& settings, const sqldb::config& target);

/// The database to seed. Throws error(refused) when something speaks against it and `--yes
/// --force-protected` was not given.
sqldb::config seedable_database(context& world, bool force_protected);

/// Adds --force-protected.
void add_force_protected(flag_set& flags, bool& force);

/// `seed` itself takes the options of `seed apply`; before another verb they would be read and
/// forgotten. Makes that error(usage).
void refuse_options_before(flag_set& flags);

} // namespace dunlin::commands
