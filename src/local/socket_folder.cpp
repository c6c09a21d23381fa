// SPDX-License-Identifier: MIT
#include "socket_folder.hpp"

#include <dunlin/base/descriptor.hpp>
#include <dunlin/base/digest.hpp>
#include <dunlin/base/error.hpp>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>

namespace fs = std::filesystem;

namespace dunlin::local {
namespace {

// As the XDG base directory specification requires: owned by the user and closed to others.
bool is_runtime_folder(const fs::path& folder) {
    struct stat info {};
    return folder.is_absolute() && ::lstat(folder.c_str(), &info) == 0 && S_ISDIR(info.st_mode) &&
           info.st_uid == ::geteuid() && (info.st_mode & (S_IRWXG | S_IRWXO)) == 0;
}

[[noreturn]] void refuse(const fs::path& folder, std::string_view reason) {
    throw error(error_kind::refused,
                fmt::format("{} is not safe for the server's socket: {}", folder.string(), reason))
        .with_hint("remove it, or set XDG_RUNTIME_DIR to a folder of your own with mode 0700");
}

std::string name_for(const fs::path& project) {
    return sha256(fs::weakly_canonical(project).string()).substr(0, 16);
}

/// The possible parents of this user's socket folders, best first: $XDG_RUNTIME_DIR and
/// /run/user/UID where they are safe, then /tmp/dunlin-UID.
std::vector<fs::path> socket_parents() {
    std::vector<fs::path> parents;
    const uid_t self = ::geteuid();
    const char* chosen = std::getenv("XDG_RUNTIME_DIR");
    for (const fs::path& candidate :
         {fs::path(chosen != nullptr ? chosen : ""), fs::path(fmt::format("/run/user/{}", self))}) {
        if (is_runtime_folder(candidate)) {
            parents.push_back(candidate / "dunlin");
        }
    }
    parents.emplace_back(fmt::format("/tmp/dunlin-{}", self));
    return parents;
}

} // namespace

fs::path make_socket_folder(const fs::path& project, const account& owner) {
    const std::string name = name_for(project);
    for (const fs::path& parent : socket_parents()) {
        fs::path folder = parent / name;
        if (socket_fits(folder)) {
            make_private_folder(parent);
            // Nobody else can have created this folder, because its parent is closed to others, so
            // its owner is set without a check.
            ::mkdir(folder.c_str(), S_IRWXU);
            change_owner(folder, owner);
            return folder;
        }
    }
    throw error(error_kind::failed, "no folder has a path short enough for a Unix socket");
}

void remove_socket_folders(const fs::path& project) {
    const std::string name = name_for(project);
    for (const fs::path& parent : socket_parents()) {
        std::error_code ignored;
        if (is_runtime_folder(parent)) {
            fs::remove_all(parent / name, ignored);
        }
    }
}

void make_private_folder(const fs::path& folder) {
    if (::mkdir(folder.c_str(), S_IRWXU) != 0 && errno != EEXIST) {
        throw error(error_kind::failed,
                    fmt::format("cannot create {}: {}", folder.string(), std::strerror(errno)));
    }
    const descriptor opened(
        ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    struct stat info {};
    if (!opened.is_open() || ::fstat(opened.get(), &info) != 0) {
        refuse(folder, std::strerror(errno));
    }
    if (info.st_uid != ::geteuid()) {
        refuse(folder, fmt::format("it belongs to user {}", info.st_uid));
    }
    if ((info.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
        refuse(folder, fmt::format("others may enter it (mode {:04o})", info.st_mode & 07777U));
    }
}

bool socket_fits(const fs::path& folder) {
    return socket_in(folder).string().size() < sizeof(sockaddr_un::sun_path);
}

fs::path socket_in(const fs::path& folder) {
    return folder / ".s.PGSQL.5432";
}

} // namespace dunlin::local
