// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>

namespace dunlin::migrator {

/// A folder or file as it was in a revision of the git repository that it is in, in a temporary
/// place that goes with this object.
class git_tree {
public:
    /// Throws error(usage) with git's own words for a revision that it does not know or a path that
    /// is in no repository, error(failed) when git cannot be run.
    git_tree(const std::string& revision, const std::filesystem::path& path);
    ~git_tree();
    git_tree(const git_tree&) = delete;
    git_tree& operator=(const git_tree&) = delete;

    /// Whether the revision has anything there.
    [[nodiscard]] bool has_files() const noexcept { return has_files_; }
    /// Under the same name as the original.
    [[nodiscard]] const std::filesystem::path& path() const noexcept { return path_; }

private:
    std::filesystem::path temporary_;
    std::filesystem::path path_;
    bool has_files_ = false;
};

} // namespace dunlin::migrator
