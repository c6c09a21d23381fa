// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/base/environment.hpp>
#include <dunlin/base/error.hpp>
#include <dunlin/config/origin.hpp>

#include <chrono>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace dunlin::config {

/// What the command line says; it goes before everything else.
struct flags {
    std::optional<std::string> database;                ///< --database
    std::optional<std::string> environment;             ///< --env
    std::optional<std::filesystem::path> file;          ///< --config
    std::optional<std::filesystem::path> env_file;      ///< --env-file
    std::optional<std::filesystem::path> migrations;    ///< --migrations
    std::optional<std::filesystem::path> trace;         ///< --trace
    std::optional<std::filesystem::path> metrics;       ///< --metrics
    std::optional<std::filesystem::path> statement_log; ///< --log-statements
};

/// A database that dunlin.toml names, whether it was chosen or not.
struct known_database {
    std::string environment; ///< empty: the top level
    std::string database;
    bool is_protected = false; ///< also by the top level's `protected`
};

struct settings {
    /// A libpq URI, a key=value string, "local", "local:NAME" or "ephemeral"; empty leaves the
    /// choice to libpq's own variables and files. nullopt: nobody named a database.
    setting<std::optional<std::string>> database;
    /// Why it cannot be used; require_database() throws it, so that verbs that need no database
    /// work all the same.
    std::optional<error> database_problem;
    /// DATABASE_URL where the database of dunlin.toml was chosen instead and is written in another
    /// way; nullopt otherwise.
    std::optional<std::string> overruled_url;
    setting<std::filesystem::path> migrations; ///< as seen from the working folder
    setting<std::filesystem::path> seed;       ///< as seen from the working folder
    setting<std::string> source_format;        ///< of the migrations; empty: found by looking
    setting<std::string> ledger_schema;
    setting<std::string> ledger_tool;  ///< whose table keeps the history; empty: found by looking
    setting<std::string> ledger_table; ///< that tool's, when not its usual one
    setting<std::vector<std::string>>
        ledger_owners; ///< trusted with a ledger beside the usual ones
    setting<std::chrono::milliseconds> lock_timeout; ///< for table locks, per attempt
    setting<int> lock_retries;                       ///< attempts after the first
    setting<std::chrono::milliseconds> lock_wait; ///< for another runner to finish; 0: do not wait
    setting<bool> is_protected;
    /// A command for the shell that prints the password of `database`; empty unless dunlin.toml
    /// names both side by side. Nothing in it is replaced.
    setting<std::string> password_command;
    setting<bool> disable_tls; ///< TLS is not required, where nothing else says an sslmode
    setting<std::filesystem::path> trace;         ///< file for spans; empty: none
    setting<std::filesystem::path> metrics;       ///< file for metrics; empty: none
    setting<std::filesystem::path> statement_log; ///< file for statements; empty: none
    /// The file of variables as seen from the working folder, whether it is there or not; empty:
    /// none was named.
    setting<std::filesystem::path> env_file;

    /// The variables of env_file that the process does not set itself; without those that choose
    /// programs (PATH, PAGER, LD_PRELOAD ...), unless --env-file names the file. libpq,
    /// placeholders and others see them when the caller puts them into the environment.
    std::map<std::string, std::string> file_variables;

    /// Without those whose variables are not set.
    std::vector<known_database> known_databases;

    std::string environment;               ///< the chosen [env.NAME], or empty
    std::vector<std::string> environments; ///< every NAME that the file has
    std::filesystem::path file;            ///< the dunlin.toml that was read, or empty
    std::filesystem::path root;            ///< its folder; without a file the working folder
    std::vector<std::string> warnings;     ///< for stderr
};

/// Reads dunlin.toml and puts each value together: flag, environment variable, [env.NAME], top
/// level, default. The database is chosen in the order --database, the one that [env.NAME] itself
/// has where --env NAME was given, DUNLIN_DATABASE, dunlin.toml, DATABASE_URL, libpq's own PGHOST,
/// PGHOSTADDR, PGSERVICE, PGDATABASE, PGUSER, PGPORT. The first that is set is taken; when it is
/// empty that is an error. In CI a private server that only the default of a `${NAME-default}`
/// names is one, too.
/// --config and --env have DUNLIN_CONFIG and DUNLIN_ENV as their variables; --trace, --metrics and
/// --log-statements have DUNLIN_TRACE, DUNLIN_METRICS and DUNLIN_LOG_STATEMENTS.
///
/// The file is searched in `working_folder` and its parents up to the root of the project (the
/// first folder with a .git), like git does; a parent's file that belongs to neither this user nor
/// root is passed over with a warning. Paths in it are relative to its own folder.
/// `env_file` names a file of NAME=value lines that stand in for variables which are not set; it
/// may be absent. --env-file goes before it, must be there, and is read first of all, so that it
/// may hold DUNLIN_CONFIG and DUNLIN_ENV, too. `${NAME}` in a text is replaced, `${NAME-default}`
/// by the default where the variable is not set, `$${` stands for `${`; only values that are used
/// are looked at, so that a laptop needs no variables of production.
///
/// Throws error(config) with file, line and column for malformed TOML, an unknown key, a wrong type
/// or value, an undefined variable, an unknown environment.
settings load(const flags& command_line, const environment& variables,
              const std::filesystem::path& working_folder);

/// The database. Throws what is wrong with it, or error(config) that names every way to choose one.
const std::string& require_database(const settings& from);

} // namespace dunlin::config
