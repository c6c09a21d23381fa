// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/migrator/source.hpp>

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dunlin::migrator {

/// A problem of the migrations that is found without a database.
struct finding {
    enum class kind {
        malformed,    ///< `up` would refuse to read it or to run it
        never_run,    ///< it looks like a migration but is none
        ignored,      ///< the same in the format of another tool, which ignores it too
        out_of_order, ///< new, and below a version that existed before
        changed,      ///< it existed before, with other content
        missing,      ///< it existed before, and its file is gone
        syntax,       ///< the parser rejects a statement, but a server of another version may not
        empty,        ///< the migration contains no statement
    };
    enum class level { note, warning, error };

    kind type = kind::malformed;
    std::string version; ///< empty: not known
    std::string message;
    std::string hint;         ///< empty: none
    source_location location; ///< with the file, unless that is missing
};

/// The kind's name in JSON.
std::string_view to_string(finding::kind kind) noexcept;
/// A note for `ignored`, a warning for `syntax` and `empty`, else an error.
finding::level level_of(finding::kind kind) noexcept;
std::string_view to_string(finding::level level) noexcept;

/// The files of source::never_run, as `never_run` in dunlin's own format and `ignored` in others.
std::vector<finding> find_never_run(const source& files);

/// Migrations that were checked.
struct checked_source {
    source files;
    std::vector<finding> findings; ///< by file and line
};

/// Reads a folder or document as `up` would, prepares every script for its run and parses its
/// statements, but continues after problems. A placeholder without a value is no problem: it may
/// have one when `up` runs. What the parser rejects is `malformed`, or a `syntax` warning when
/// `server_version`, a major version, is known (not 0) and not the parser's; quotes, comments and
/// parentheses that are never closed are always `malformed`. Throws error(config) only when nothing
/// can be read at all.
checked_source check_source(const std::filesystem::path& path, const read_options& options = {},
                            int server_version = 0);

/// Finds changes that must not be made to migrations that others may have applied: compares files
/// with earlier ones, such as those of the branch that they will be merged into. Repeatable ones
/// may change.
std::vector<finding> compare_with_earlier(const source& now, const source& earlier);

/// The same with what `path` held in a revision of its git repository. Without any file there,
/// nothing is found. Throws error(usage) with git's own message for an unknown revision or a path
/// outside a repository, error(failed) when git cannot be run.
std::vector<finding> compare_with_revision(const source& now, const std::filesystem::path& path,
                                           const std::string& revision,
                                           const read_options& options = {});

} // namespace dunlin::migrator
