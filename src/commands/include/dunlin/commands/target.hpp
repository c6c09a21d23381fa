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

/// The database that a command works on, and what dunlin.toml says of it.
struct target {
    /// For people: "app@db.example/app", "local", "ephemeral"; never with a password.
    std::string database;
    std::string name; ///< the database's own
    /// The environment that it belongs to: the one whose database it is, else the chosen one, else
    /// the one that its ledger is marked with. Empty: none.
    std::string environment;
    /// Whether dunlin.toml names it as the database of that environment, however it was named on
    /// the command line.
    bool is_of_environment = false;
    /// Whether dunlin.toml names it at all.
    bool is_named = false;
    /// Whether an environment was chosen that has no database of its own.
    bool is_left_to_command_line = false;
    bool is_protected = false; ///< by dunlin.toml
    bool is_private = false;   ///< a server that nobody else uses
    /// The other servers' databases that dunlin.toml names, for people.
    std::vector<std::string> known;
};

/// Whether two databases, as dunlin.toml or the command line name them, are one.
using database_comparison = std::function<bool(const std::string& left, const std::string& right)>;

/// What the settings say of the database that they chose. Throws error(config) when that cannot be
/// understood; what else cannot be is passed over.
target find_target(const config::settings& settings, const database_comparison& is_same);

/// "app@db.example/app (production)", or without an environment the database alone.
std::string to_string(const target& of);

/// An address as sqldb::describe() writes it, as people say it: without scheme and default port.
std::string short_address(std::string_view address);

} // namespace dunlin::commands
