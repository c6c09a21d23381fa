// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>

namespace dunlin::migrator {

/// A copy of a folder or file as it was in a revision of its git repository. It is in a temporary
/// folder that is removed with this object.
class git_tree {
public:
    /// Throws error(usage) with git's own message for an unknown revision or a path outside a
    /// repository, and error(failed) when git cannot be run.
    git_tree(const std::string& revision, const std::filesystem::path& path);
    ~git_tree();
    git_tree(const git_tree&) = delete;
    git_tree& operator=(const git_tree&) = delete;

    /// Whether the revision contains any file there.
    [[nodiscard]] bool has_files() const noexcept { return has_files_; }
    /// The copy, which has the same name as the original.
    [[nodiscard]] const std::filesystem::path& path() const noexcept { return path_; }

private:
    std::filesystem::path temporary_;
    std::filesystem::path path_;
    bool has_files_ = false;
};

} // namespace dunlin::migrator
