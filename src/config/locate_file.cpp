// SPDX-License-Identifier: MIT
#include "locate_file.hpp"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

namespace fs = std::filesystem;

namespace dunlin::config {
namespace {

bool is_trusted(const fs::path& path) {
    struct stat about {};
    return ::stat(path.c_str(), &about) == 0 && (about.st_uid == ::geteuid() || about.st_uid == 0);
}

} // namespace

std::optional<fs::path> locate_file(const fs::path& working_folder,
                                    std::vector<std::string>& warnings) {
    std::error_code ignored;
    for (fs::path folder = working_folder;; folder = folder.parent_path()) {
        const fs::path candidate = folder / file_name;
        if (fs::exists(candidate, ignored)) {
            // In /tmp anybody could create a file that sends other users' commands to his server.
            if (folder == working_folder || is_trusted(candidate)) {
                return candidate;
            }
            warnings.push_back(
                fmt::format("{} belongs to another user and was not read; name it with --config "
                            "to use it",
                            candidate.string()));
        }
        if (fs::exists(folder / ".git", ignored) || folder == folder.parent_path()) {
            return std::nullopt;
        }
    }
}

} // namespace dunlin::config
