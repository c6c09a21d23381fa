// SPDX-License-Identifier: MIT
#include "check/git_tree.hpp"

#include <dunlin/migrator/check.hpp>

namespace dunlin::migrator {

std::vector<finding> compare_with_revision(const source& now, const std::filesystem::path& path,
                                           const std::string& revision,
                                           const read_options& options) {
    const git_tree tree(revision, path);
    if (!tree.has_files()) {
        return {};
    }
    read_options lenient = options;
    // What is malformed in the revision is not the fault of the files that are checked.
    lenient.on_problem = [](const error&) {};
    lenient.format = now.format;
    return compare_with_earlier(now, read_source(tree.path(), lenient));
}

} // namespace dunlin::migrator
