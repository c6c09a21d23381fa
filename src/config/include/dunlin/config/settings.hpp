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

/// The flags of the command line, which override everything else.
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

/// A database in dunlin.toml, whether chosen or not.
struct known_database {
    std::string environment; ///< empty: the top level
    std::string database;
    bool is_protected = false; ///< also by the top level's `protected`
};

struct settings {
    /// A libpq URI, a key=value string, "local", "local:NAME" or "ephemeral"; empty: libpq's own
    /// variables and files choose. nullopt: no database was named.
    setting<std::optional<std::string>> database;
    /// Why the database cannot be used. Only require_database() throws it, so that verbs without a
    /// database work.
    std::optional<error> database_problem;
    /// DATABASE_URL when the database of dunlin.toml was chosen instead and differs from it;
    /// otherwise nullopt.
    std::optional<std::string> overruled_url;
    setting<std::filesystem::path> migrations; ///< as seen from the working folder
    setting<std::filesystem::path> seed;       ///< as seen from the working folder
    setting<std::string> source_format;        ///< of the migrations; empty: detected
    /// The major version of the servers that the migrations are for; 0: not known.
    setting<int> server_version;
    setting<std::string> ledger_schema;
    setting<std::string> ledger_tool;  ///< whose table keeps the history; empty: detected
    setting<std::string> ledger_table; ///< that tool's table; empty: its default
    setting<std::vector<std::string>>
        ledger_owners; ///< trusted ledger owners besides the default ones
    setting<std::chrono::milliseconds> lock_timeout; ///< for table locks, per attempt
    setting<int> lock_retries;                       ///< attempts after the first
    setting<std::chrono::milliseconds> lock_wait;  ///< for another runner to finish; 0: do not wait
    setting<std::string> lint_since;               ///< files of lower versions are left alone
    setting<std::vector<std::string>> lint_off;    ///< rules of `migrate lint` that are off
    setting<std::vector<std::string>> lint_errors; ///< rules whose findings are errors
    setting<std::vector<std::string>> lint_warnings; ///< rules whose findings are warnings
    setting<bool> is_protected;
    /// A shell command that prints the password of `database`; empty unless one section of
    /// dunlin.toml sets both. Variables in it are not replaced.
    setting<std::string> password_command;
    setting<bool> disable_tls;              ///< do not require TLS where nothing else sets sslmode
    setting<std::filesystem::path> trace;   ///< file for spans; empty: none
    setting<std::filesystem::path> metrics; ///< file for metrics; empty: none
    setting<std::filesystem::path> statement_log; ///< file for statements; empty: none
    /// The file of variables, relative to the working folder; it need not exist. Empty: none.
    setting<std::filesystem::path> env_file;

    /// The variables of env_file that the process does not set; without those that choose programs
    /// (PATH, PAGER, LD_PRELOAD ...) unless --env-file names the file. The caller puts them into
    /// the environment for libpq and others.
    std::map<std::string, std::string> file_variables;

    /// Databases with unset variables are omitted.
    std::vector<known_database> known_databases;

    std::string environment;               ///< the chosen [env.NAME], or empty
    std::vector<std::string> environments; ///< every NAME in the file
    std::filesystem::path file;            ///< the dunlin.toml that was read; empty: none
    std::filesystem::path root; ///< the folder of the file; without a file the working folder
    std::vector<std::string> warnings; ///< for stderr
};

/// Reads dunlin.toml and chooses each value in the order flag, environment variable, [env.NAME],
/// top level, default. The database is chosen in the order --database, the database of [env.NAME]
/// itself with --env NAME, DUNLIN_DATABASE, dunlin.toml, DATABASE_URL, libpq's own PGHOST,
/// PGHOSTADDR, PGSERVICE, PGDATABASE, PGUSER, PGPORT. The first that is set counts, and it is an
/// error when it is empty. In CI, a private server named only by the default of a `${NAME-default}`
/// is an error, too. The variables of --config and --env are DUNLIN_CONFIG and DUNLIN_ENV; those of
/// --trace, --metrics and --log-statements are DUNLIN_TRACE, DUNLIN_METRICS and
/// DUNLIN_LOG_STATEMENTS.
///
/// The file is searched for in `working_folder` and its parents up to the root of the project (the
/// first folder with a .git). A file in a parent folder that belongs to neither this user nor root
/// is ignored with a warning. Paths in it are relative to its own folder. `env_file` names a file
/// of NAME=value lines for variables that are not set; it need not exist. --env-file overrides it,
/// must exist, and is read first, so that it may set DUNLIN_CONFIG and DUNLIN_ENV, too. `${NAME}`
/// in a text is replaced, `${NAME-default}` by the default where the variable is not set, `$${`
/// means `${`. Only values that are used are interpolated, so that a laptop needs no variables of
/// production.
///
/// Throws error(config) with file, line and column for malformed TOML, an unknown key, a wrong type
/// or value, an undefined variable, an unknown environment.
settings load(const flags& command_line, const environment& variables,
              const std::filesystem::path& working_folder);

/// The database. Throws database_problem, or error(config) listing the ways to choose a database.
const std::string& require_database(const settings& loaded);

} // namespace dunlin::config
