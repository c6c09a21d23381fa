// SPDX-License-Identifier: MIT
#include "account.hpp"

#include <dunlin/base/error.hpp>

#include <fmt/format.h>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace fs = std::filesystem;

namespace dunlin::local {
namespace {

[[noreturn]] void fail_to_change_owner(const fs::path& path, const account& owner) {
    const int reason = errno;
    throw error(error_kind::failed, fmt::format("cannot change the owner of {} to {}: {}",
                                                path.string(), owner.name, std::strerror(reason)))
        .with_hint("PostgreSQL does not run as root; run dunlin as an ordinary user");
}

std::string user_name(uid_t user) {
    const passwd* entry = ::getpwuid(user);
    return entry != nullptr ? entry->pw_name : std::to_string(user);
}

} // namespace

account server_account() {
    const uid_t self = ::geteuid();
    if (self != 0) {
        return {user_name(self), self, ::getegid(), false};
    }
    for (const char* name : {"postgres", "nobody"}) {
        const passwd* entry = ::getpwnam(name);
        if (entry != nullptr && entry->pw_uid != 0) {
            return {name, entry->pw_uid, entry->pw_gid, true};
        }
    }
    throw error(error_kind::config,
                "PostgreSQL does not run as root, and this system has neither a "
                "user postgres nor a user nobody")
        .with_hint("run dunlin as an ordinary user, or add a user postgres");
}

account owner_of(const fs::path& data) {
    struct stat info {};
    if (::lstat(data.c_str(), &info) != 0) {
        throw error(error_kind::failed,
                    fmt::format("cannot read {}: {}", data.string(), std::strerror(errno)));
    }
    const uid_t self = ::geteuid();
    if (!S_ISDIR(info.st_mode) || info.st_uid == 0 || (self != 0 && self != info.st_uid)) {
        throw error(error_kind::refused,
                    fmt::format("{} belongs to the user {}", data.string(), user_name(info.st_uid)))
            .with_hint(fmt::format("run dunlin as {} or as root", user_name(info.st_uid)));
    }
    return {user_name(info.st_uid), info.st_uid, info.st_gid, self != info.st_uid};
}

void change_owner(const fs::path& folder, const account& owner) {
    if (::chmod(folder.c_str(), S_IRWXU) != 0 ||
        (owner.is_other_user && ::lchown(folder.c_str(), owner.uid, owner.gid) != 0)) {
        fail_to_change_owner(folder, owner);
    }
}

void change_tree_owner(const fs::path& folder, const account& owner) {
    change_owner(folder, owner);
    if (!owner.is_other_user) {
        return;
    }
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        if (::lchown(entry.path().c_str(), owner.uid, owner.gid) != 0) {
            fail_to_change_owner(entry.path(), owner);
        }
    }
}

} // namespace dunlin::local
