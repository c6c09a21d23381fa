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

/// Something that is wrong with migrations and found without a database.
struct finding {
    enum class kind {
        malformed,    ///< `up` would refuse to read it or to run it
        never_run,    ///< it looks like a migration and is none
        out_of_order, ///< new, and below a version that was there before
        changed,      ///< it was there before and said something else
        missing,      ///< it was there before
    };

    kind what = kind::malformed;
    std::string version; ///< empty: not known
    std::string message;
    std::string hint;      ///< empty: none
    source_location where; ///< with the file, unless that is missing
};

/// The kind's name as it stands in JSON.
std::string_view to_string(finding::kind kind) noexcept;

/// Migrations that were checked.
struct checked_source {
    source files;
    std::vector<finding> findings; ///< by file and line
};

/// Reads a folder or document as `up` would, and prepares every script of it for its run, but goes
/// on behind what is wrong. A placeholder without a value is none of its business: the value may be
/// there when `up` runs. Throws error(config) only when nothing can be read at all.
checked_source check_source(const std::filesystem::path& path, const read_options& options = {});

/// What must not happen to migrations that others may have applied: holds files against those of
/// an earlier time, such as the branch that they will be merged into. Repeatable ones may change.
std::vector<finding> compare_with_earlier(const source& now, const source& earlier);

/// The same with what `path` held in a revision of its git repository. Without any file there,
/// nothing is found. Throws error(usage) with git's own message for an unknown revision or a path
/// outside a repository, error(failed) when git cannot be run.
std::vector<finding> compare_with_revision(const source& now, const std::filesystem::path& path,
                                           const std::string& revision,
                                           const read_options& options = {});

} // namespace dunlin::migrator
