// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace dunlin::config {
struct settings;
}

namespace dunlin::commands {

/// The database that a command works on, and what dunlin.toml says about it.
struct target {
    /// For messages: "app@db.example/app", "local", "ephemeral"; never with a password.
    std::string database;
    std::string name; ///< of the database itself
    /// The environment whose database it is by dunlin.toml, else the chosen one, else the one that
    /// its ledger names. Empty: none.
    std::string environment;
    /// Whether dunlin.toml names it as the database of that environment, even if the command line
    /// spells it differently.
    bool is_of_environment = false;
    /// Whether dunlin.toml names it anywhere.
    bool is_named = false;
    /// Whether the chosen environment has no database in dunlin.toml.
    bool environment_has_no_database = false;
    bool is_protected = false; ///< by dunlin.toml
    bool is_private = false;   ///< on a server that nobody else uses
    /// The databases on servers that dunlin.toml names, for messages.
    std::vector<std::string> configured_databases;
};

/// Whether two databases, as dunlin.toml or the command line names them, are the same.
using database_comparison = std::function<bool(const std::string& left, const std::string& right)>;

/// The database that the settings choose. Throws error(config) when its URL is malformed; other
/// malformed URLs in the settings are ignored.
target find_target(const config::settings& settings, const database_comparison& is_same);

/// "app@db.example/app (production)", or the database alone when there is no environment.
std::string to_string(const target& target);

/// An address from sqldb::describe() without scheme and default port.
std::string short_address(std::string_view address);

} // namespace dunlin::commands
