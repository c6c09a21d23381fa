// SPDX-License-Identifier: MIT
#include "check/git_tree.hpp"

#include <dunlin/migrator/check.hpp>
#include <dunlin/migrator/statements.hpp>

namespace dunlin::migrator {
namespace {

/// What a revision had there.
source read_earlier(const git_tree& tree, const source& now, const read_options& options) {
    read_options lenient = options;
    // What is malformed in the revision is not the fault of the files that are checked.
    lenient.on_problem = [](const error&) {};
    lenient.format = now.format;
    return read_source(tree.path(), lenient);
}

} // namespace

std::vector<finding> compare_with_revision(const source& now, const std::filesystem::path& path,
                                           const std::string& revision,
                                           const read_options& options) {
    const git_tree tree(revision, path);
    if (!tree.has_files()) {
        return {};
    }
    return compare_with_earlier(now, read_earlier(tree, now, options));
}

std::vector<std::string> versions_since_revision(const source& now,
                                                 const std::filesystem::path& path,
                                                 const std::string& revision,
                                                 const read_options& options) {
    const git_tree tree(revision, path);
    const source earlier = tree.has_files() ? read_earlier(tree, now, options) : source();
    std::vector<std::string> versions;
    for (const auto* list : {&now.versioned, &now.repeatable}) {
        for (const migration& file : *list) {
            const migration* before = earlier.find(file.version);
            if (before == nullptr || before->content_checksum() != file.content_checksum()) {
                versions.push_back(file.version);
            }
        }
    }
    return versions;
}

} // namespace dunlin::migrator
