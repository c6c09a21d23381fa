// SPDX-License-Identifier: MIT
#include "cluster.hpp"
#include "foreign_settings.hpp"
#include "known_server.hpp"
#include "lock.hpp"
#include "pid_file.hpp"
#include "socket_folder.hpp"

#include <dunlin/base/error.hpp>
#include <dunlin/base/file.hpp>
#include <dunlin/base/text.hpp>
#include <dunlin/local/server.hpp>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <csignal>
#include <cstring>

namespace fs = std::filesystem;

namespace dunlin::local {
namespace {

constexpr int lock_limit_ms = 120'000;

/// Everything that this room creates in PROJECT/.dunlin/local.
constexpr std::string_view own_names[] = {"alive", "data", "data.new", "lock", "log", "log.1"};

cluster_paths cluster_paths_in(const fs::path& home) {
    return {home / "data", {}, home / "log", home / "alive"};
}

bool has_data(const cluster_paths& paths) {
    struct stat info {};
    return ::lstat(paths.data.c_str(), &info) == 0;
}

int major_of(const cluster_paths& paths) {
    int major = 0;
    const std::string text = read_file(paths.data / "PG_VERSION");
    std::from_chars(text.data(), text.data() + text.size(), major);
    return major;
}

void make_folder(const fs::path& folder) {
    std::error_code problem;
    fs::create_directory(folder, problem);
    if (problem) {
        throw error(error_kind::failed,
                    fmt::format("cannot create {}: {}", folder.string(), problem.message()))
            .with_hint("the private server keeps its files in the project's folder, which must be "
                       "writable");
    }
}

void make_home(const fs::path& home) {
    const fs::path above = home.parent_path();
    make_folder(above);
    // The folder excludes itself from version control, whatever the project's own rules are.
    if (!fs::exists(above / ".gitignore")) {
        const descriptor file = open_own_file(above / ".gitignore", O_WRONLY);
        [[maybe_unused]] const auto written = ::write(file.get(), "*\n", 2);
    }
    make_folder(home);
}

// Another user's server can neither be inspected nor stopped.
void check_owner(const fs::path& home) {
    struct stat info {};
    const uid_t self = ::geteuid();
    if (self != 0 && ::stat(home.c_str(), &info) == 0 && info.st_uid != self) {
        throw error(error_kind::refused,
                    fmt::format("{} belongs to another user (uid {})", home.string(), info.st_uid))
            .with_hint("run dunlin as that user or as root");
    }
}

bool is_alive(const cluster_paths& paths) {
    return is_locked(paths.alive);
}

// initdb writes to a temporary name first, so that a cluster is complete or absent.
void make_data(const cluster_paths& paths, const binaries& programs, const account& owner,
               const wait_limits& limits) {
    cluster_paths unfinished = paths;
    unfinished.data = paths.data.parent_path() / "data.new";
    std::error_code ignored;
    fs::remove_all(unfinished.data, ignored);
    make_folder(unfinished.data);
    change_owner(unfinished.data, owner);
    initialise(unfinished, programs, owner, limits);
    std::error_code problem;
    fs::rename(unfinished.data, paths.data, problem);
    if (problem) {
        throw error(error_kind::failed,
                    fmt::format("cannot create {}: {}", paths.data.string(), problem.message()));
    }
}

binaries binaries_for(const cluster_paths& paths) {
    const int major = major_of(paths);
    try {
        return find_binaries(major);
    } catch (error& problem) {
        throw error(problem.kind(), fmt::format("{} was created by PostgreSQL {}: {}",
                                                paths.data.string(), major, problem.message()))
            .with_hint(
                fmt::format("{}; or remove the data with `dunlin local destroy`", problem.hint()));
    }
}

// The programs for existing data. Throws when it is not safe to start a server on them.
binaries checked_binaries_for(const fs::path& project, const fs::path& home,
                              const cluster_paths& paths) {
    if (is_known_server(project, paths.data)) {
        return binaries_for(paths);
    }
    check_foreign_files(home, paths.data);
    binaries programs = binaries_for(paths);
    check_foreign_settings(home, paths.data, programs);
    return programs;
}

// Each start has its own log, which shows why it failed; the previous log is kept.
void rotate_log(const fs::path& log) {
    std::error_code ignored;
    fs::rename(log, log.string() + ".1", ignored);
}

void check_content(const fs::path& home) {
    for (const auto& entry : fs::directory_iterator(home)) {
        const std::string name = entry.path().filename().string();
        if (std::find(std::begin(own_names), std::end(own_names), name) == std::end(own_names) ||
            entry.is_symlink()) {
            throw error(error_kind::refused,
                        fmt::format("{} was not created by dunlin", entry.path().string()))
                .with_hint("move it elsewhere, then run `dunlin local destroy` again");
        }
    }
}

void remove_content(const fs::path& home) {
    for (const std::string_view name : own_names) {
        std::error_code problem;
        fs::remove_all(home / name, problem);
        if (problem) {
            throw error(error_kind::failed, fmt::format("cannot remove {}: {}",
                                                        (home / name).string(), problem.message()));
        }
    }
    // Folders with other contents stay.
    std::error_code ignored;
    fs::remove(home, ignored);
    const fs::path above = home.parent_path();
    const auto left = std::distance(fs::directory_iterator(above, ignored), {});
    if (left == 1 && fs::remove(above / ".gitignore", ignored)) {
        fs::remove(above, ignored);
    }
}

// Stops a server before it is ready. The next start recovers what it has written, however it ends.
void stop_unready_server(const cluster_paths& paths, pid_t child) {
    try {
        halt(paths, child, {nullptr, std::chrono::steady_clock::now() + std::chrono::seconds(3)});
    } catch (const error&) {
        ::kill(child, SIGKILL);
    }
}

// For root, a user's project belongs to that user, who must be able to continue with it.
account owner_for(const fs::path& folder) {
    struct stat info {};
    const bool is_roots = ::stat(folder.c_str(), &info) == 0 && info.st_uid == 0;
    return is_roots ? server_account() : owner_of(folder);
}

} // namespace

std::string_view to_string(server_state state) noexcept {
    switch (state) {
    case server_state::absent:
        return "absent";
    case server_state::stopped:
        return "stopped";
    case server_state::starting:
        return "starting";
    case server_state::running:
        return "running";
    case server_state::stopping:
        return "stopping";
    }
    return "absent";
}

server::server(const fs::path& project, std::vector<std::string> settings)
    : project_(fs::weakly_canonical(fs::absolute(project))), home_(project_ / ".dunlin" / "local"),
      settings_(std::move(settings)) {}

outcome server::start(const wait_limits& limits) {
    check_owner(home_);
    if (status().state == server_state::running) {
        return outcome::nothing_to_do;
    }
    make_home(home_);
    const descriptor lock = wait_for_lock(home_ / "lock", lock_limit_ms, limits);
    cluster_paths paths = cluster_paths_in(home_);
    if (is_alive(paths)) {
        const server_state state = status().state;
        if (state == server_state::running || state == server_state::starting) {
            wait_until_ready(paths, -1, limits);
            return outcome::nothing_to_do;
        }
        halt(paths, -1, limits);
    }
    const bool is_new = !has_data(paths);
    const binaries programs =
        is_new ? find_binaries() : checked_binaries_for(project_, home_, paths);
    rotate_log(paths.log);
    const account owner = owner_for(is_new ? home_ : paths.data);
    if (is_new) {
        make_data(paths, programs, owner, limits);
        remember_server(project_, paths.data);
    }
    paths.sockets = make_socket_folder(project_, owner);
    const pid_t child = launch(paths, programs, owner, {settings_, false});
    try {
        wait_until_ready(paths, child, limits);
    } catch (const error& problem) {
        if (problem.kind() == error_kind::interrupted || problem.kind() == error_kind::timed_out) {
            stop_unready_server(paths, child);
        }
        throw;
    }
    return outcome::done;
}

outcome server::stop(const wait_limits& limits) {
    check_owner(home_);
    const cluster_paths paths = cluster_paths_in(home_);
    if (!is_alive(paths)) {
        return outcome::nothing_to_do;
    }
    const descriptor lock = wait_for_lock(home_ / "lock", lock_limit_ms, limits);
    if (!is_alive(paths)) {
        return outcome::nothing_to_do;
    }
    halt(paths, -1, limits);
    remove_socket_folders(project_);
    return outcome::done;
}

outcome server::destroy(const wait_limits& limits) {
    check_owner(home_);
    std::error_code ignored;
    if (!fs::exists(home_, ignored)) {
        return outcome::nothing_to_do;
    }
    check_content(home_);
    const descriptor lock = wait_for_lock(home_ / "lock", lock_limit_ms, limits);
    const cluster_paths paths = cluster_paths_in(home_);
    if (is_alive(paths)) {
        halt(paths, -1, limits);
    }
    remove_socket_folders(project_);
    const bool had_data = has_data(paths);
    remove_content(home_);
    forget_server(project_);
    return had_data ? outcome::done : outcome::nothing_to_do;
}

void server::trust() const {
    check_owner(home_);
    const cluster_paths paths = cluster_paths_in(home_);
    if (has_data(paths) && !remember_server(project_, paths.data)) {
        throw error(error_kind::failed,
                    fmt::format("cannot record {} as yours", paths.data.string()))
            .with_hint(
                "the record needs a folder that only you may write to: $XDG_STATE_HOME/dunlin, or "
                "~/.local/state/dunlin");
    }
}

server_status server::status() const {
    check_owner(home_);
    const cluster_paths paths = cluster_paths_in(home_);
    server_status result;
    result.data = paths.data;
    result.log = paths.log;
    if (!has_data(paths)) {
        return result;
    }
    result.major = major_of(paths);
    result.state = server_state::stopped;
    if (!is_alive(paths)) {
        return result;
    }
    const auto file = read_pid_file(paths.data);
    if (!file || !runs_in(file->pid, paths.data)) {
        // The lock is held and there is no pid file, or its process is gone: the first moments of a
        // start, or the last ones after a kill.
        result.state = file ? server_state::stopping : server_state::starting;
        return result;
    }
    result.pid = file->pid;
    result.sockets = file->sockets;
    result.state = file->current_state == pid_file::state::ready      ? server_state::running
                   : file->current_state == pid_file::state::stopping ? server_state::stopping
                                                                      : server_state::starting;
    return result;
}

std::string server::url(std::string_view database) const {
    const server_status current = status();
    if (current.state != server_state::running) {
        throw error(error_kind::connection,
                    fmt::format("the private server of {} is not running (it is {})",
                                project_.string(), to_string(current.state)))
            .with_hint("start it with `dunlin local start`");
    }
    return url_of(current.sockets, database);
}

} // namespace dunlin::local
