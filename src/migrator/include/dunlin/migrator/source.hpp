// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/migrator/migration.hpp>

#include <compare>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dunlin::migrator {

/// The order of the versions of a source.
enum class version_order {
    numeric, ///< number by number, "0007" and "7" being one version
    lexical, ///< byte by byte
    listed,  ///< as the source lists them; versions are names
};

/// Compares two versions; for `listed` only equality means something.
std::strong_ordering compare(version_order order, std::string_view left, std::string_view right);

enum class direction { up, down };
std::string_view to_string(direction direction) noexcept;

/// SQL that runs around migrations, by the format's own rules.
struct hook {
    enum class time {
        before_check, ///< before files and history are compared, also of a run without work
        after_check,
        after_check_failed,
        before_run,  ///< also of a run that finds nothing to do
        before_each, ///< in the migration's transaction, as after_each
        after_each,
        after_each_failed,
        after_versioned,   ///< before the first repeatable one, or at the end when none runs
        before_repeatable, ///< of a run that has a repeatable one, before the first
        after_applied,     ///< of a run that did something, before after_run
        after_run,
        after_failed
    };

    time when = time::before_run;
    migrator::direction direction = direction::up; ///< of the run, or of the migration
    std::string name;                              ///< for people: its file
    std::shared_ptr<const source_file> file;
    script text;
};

/// "before_run" ...
std::string_view to_string(hook::time when) noexcept;

/// All migrations of a folder or document, read and checked.
struct source {
    std::string format; ///< the name of the reader: "dunlin", "darwin", "goose" ...
    version_order order = version_order::numeric;
    std::vector<migration> versioned;  ///< ascending, no two equal
    std::vector<migration> repeatable; ///< by name
    /// Of formats that have them, ascending: on a database without history the highest runs instead
    /// of all versions up to its own; any other database ignores them.
    std::vector<migration> baselines;
    std::vector<hook> hooks; ///< in the order in which those of one time run
    /// Files that look like migrations but never run: `.sql` in sub-folders, "1.02_x.sql.bak".
    std::vector<std::string> never_run;
    /// Other formats in which the files are valid too; the ledger decides between them.
    std::vector<std::string> also_fits;
    /// Migrations that the filters of read_options leave out: they never run, and may be applied.
    std::vector<migration> left_out;
    /// The tool's table, where its own configuration names another than the default.
    std::string ledger_table;
    /// How this tool's files run differently here: one sentence each, for the user.
    std::vector<std::string> notes;

    /// The migration of a version or repeatable key; null when there is none.
    [[nodiscard]] const migration* find(std::string_view version) const;
};

/// What readers need beside the files.
struct read_options {
    std::string format = {}; ///< a reader's name; empty: detected
    /// Filters of formats that have them: Liquibase's contexts and labels, in that tool's syntax.
    std::string contexts = {};
    std::string labels = {};
    /// Two files of one version are read, for their renumbering.
    bool accepts_duplicates = false;
    /// Called with each problem, after which reading continues, so that all are found. Empty:
    /// the first one is thrown.
    std::function<void(const error&)> on_problem = {};
    /// Values for formats whose checksums depend on them; those of settings::placeholder.
    std::function<std::optional<std::string>(std::string_view)> placeholder = {};
};

/// Reads a folder or document. Its format is detected from the names and, where these do not
/// decide, from the files; two that are certain are error(config) that names both, and a folder
/// without signs of another tool is dunlin's. Everything malformed is error(config) with file
/// and line; two files of one version name both; a folder that is missing or holds no migration
/// gets a hint.
source read_source(const std::filesystem::path& path, const read_options& options = {});

/// The same for files embedded in the program, as those of one folder.
source read_source(const std::vector<source_file>& files, const read_options& options = {});

} // namespace dunlin::migrator
