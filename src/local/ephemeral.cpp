// SPDX-License-Identifier: MIT
#include "cluster.hpp"
#include "lock.hpp"
#include "server_program.hpp"
#include "socket_folder.hpp"
#include "template.hpp"

#include <dunlin/base/error.hpp>
#include <dunlin/local/ephemeral.hpp>

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstdlib>
#include <cstring>

namespace fs = std::filesystem;

namespace dunlin::local {
namespace {

constexpr std::string_view prefix = "dunlin-ephemeral-";
constexpr std::string_view ready = "ready"; // what the watcher reports; otherwise an error

cluster_paths cluster_paths_in(const fs::path& folder) {
    return {folder / "data", folder / "sockets", folder / "log", folder / "alive"};
}

fs::path temporary_parent() {
    const char* chosen = std::getenv("TMPDIR");
    const fs::path parent = chosen != nullptr ? chosen : "/tmp";
    const bool fits = socket_fits(parent / fmt::format("{}XXXXXX/sockets", prefix));
    return parent.is_absolute() && fits ? parent : fs::path("/tmp");
}

// Removes the folders of watchers that were killed before they could do so.
void remove_abandoned(const fs::path& parent) {
    std::error_code problem;
    for (const auto& entry : fs::directory_iterator(parent, problem)) {
        struct stat info {};
        const fs::path& folder = entry.path();
        if (folder.filename().string().starts_with(prefix) && ::lstat(folder.c_str(), &info) == 0 &&
            S_ISDIR(info.st_mode) && info.st_uid == ::geteuid() && !is_locked(folder / "watched")) {
            std::error_code ignored;
            fs::remove_all(folder, ignored);
        }
    }
}

struct locked_folder {
    fs::path path;
    descriptor lock; ///< held by the watcher: the folder is in use
};

locked_folder make_locked_folder(const fs::path& parent) {
    std::string name = (parent / "dunlin-new-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) {
        throw error(error_kind::failed, fmt::format("cannot create a folder in {}: {}",
                                                    parent.string(), std::strerror(errno)));
    }
    locked_folder result;
    auto lock = try_lock(fs::path(name) / "watched");
    // The folder gets its final name only when it is locked, so that no other process removes it.
    result.path = parent / fmt::format("{}{}", prefix, name.substr(name.size() - 6));
    std::error_code problem;
    fs::rename(name, result.path, problem);
    if (problem || !lock) {
        fs::remove_all(name, problem);
        throw error(error_kind::failed,
                    fmt::format("cannot create {}: {}", result.path.string(), problem.message()));
    }
    result.lock = std::move(*lock);
    return result;
}

struct server_recipe {
    cluster_paths paths;
    binaries programs;
    account owner;
    std::vector<std::string> settings;
};

// Returns true when the cluster is a copy of the template.
bool make_cluster(const server_recipe& recipe, bool may_copy) {
    const auto stored = template_folder(recipe.programs);
    if (may_copy && stored && copy_template(*stored, recipe.paths.data)) {
        change_tree_owner(recipe.paths.data, recipe.owner);
        return true;
    }
    fs::create_directory(recipe.paths.data);
    change_owner(recipe.paths.data, recipe.owner);
    initialise(recipe.paths, recipe.programs, recipe.owner, {});
    if (stored) {
        std::error_code ignored;
        fs::remove_all(*stored, ignored);
        store_template(recipe.paths.data, *stored);
    }
    return false;
}

pid_t run_server(const server_recipe& recipe, bool may_copy) {
    fs::create_directory(recipe.paths.sockets);
    change_owner(recipe.paths.sockets, recipe.owner);
    const bool copied = make_cluster(recipe, may_copy);
    try {
        const pid_t child =
            launch(recipe.paths, recipe.programs, recipe.owner, {recipe.settings, true});
        wait_until_ready(recipe.paths, child, {});
        return child;
    } catch (const error&) {
        if (!copied) {
            throw;
        }
    }
    // The template is damaged, perhaps by a cache cleaner: start again without it.
    fs::remove_all(recipe.paths.data);
    return run_server(recipe, false);
}

// How long a server may take for an immediate shutdown before it is killed, and how long the
// watched process waits for its watcher.
constexpr int server_limit_ms = 5000;
constexpr int watcher_limit_ms = 10'000;
constexpr int hurried_watcher_limit_ms = 2500;

// Whether the child ends within the limit; then it is reaped.
bool ends_within(pid_t child, int limit_ms) {
    constexpr int step_ms = 2;
    for (int waited = 0; ::waitpid(child, nullptr, WNOHANG) == 0; waited += step_ms) {
        if (waited >= limit_ms) {
            return false;
        }
        ::poll(nullptr, 0, step_ms);
    }
    return true;
}

void send_report(int fd, std::string_view text) {
    [[maybe_unused]] const auto written = ::write(fd, text.data(), text.size());
}

error parse_report(const std::string& text) {
    const std::size_t first = text.find('\n');
    const std::size_t last = text.rfind('\n');
    if (first == std::string::npos || first == last) {
        return {error_kind::failed, "the process that watches the ephemeral server has ended"};
    }
    int kind = 0;
    std::from_chars(text.data(), text.data() + first, kind);
    return error(static_cast<error_kind>(kind), text.substr(first + 1, last - first - 1))
        .with_hint(text.substr(last + 1));
}

void detach_from_terminal() {
    ::setsid();
    // Only the end of the watched process stops the server.
    for (const int signal : {SIGHUP, SIGINT, SIGTERM, SIGPIPE}) {
        (void)std::signal(signal, SIG_IGN);
    }
    const int null = ::open("/dev/null", O_RDWR);
    for (const int fd : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
        ::dup2(null, fd);
    }
}

std::string format_report(const error& problem, const fs::path& folder) {
    // A hint that refers to a log in the folder is omitted, because the folder is about to be
    // removed.
    const bool misleads = problem.hint().find(folder.string()) != std::string::npos;
    return fmt::format("{}\n{}\n{}", static_cast<int>(problem.kind()), problem.message(),
                       misleads ? std::string() : problem.hint());
}

// Keeps only the three descriptors, as 3, 4 and 5: an inherited end of a pipe would make its reader
// wait for the watcher.
void keep_descriptors(int first, int second, int third) {
    // First moved up, so that none is overwritten.
    const int high[] = {::fcntl(first, F_DUPFD_CLOEXEC, 64), ::fcntl(second, F_DUPFD_CLOEXEC, 64),
                        ::fcntl(third, F_DUPFD_CLOEXEC, 64)};
    for (int i = 0; i < 3; ++i) {
        ::dup3(high[i], 3 + i, O_CLOEXEC);
    }
    ::close_range(6, ~0U, 0);
}

[[noreturn]] void watch(const server_recipe& recipe, int lifeline, int report, int lock) {
    detach_from_terminal();
    keep_descriptors(lifeline, report, lock);
    lifeline = 3;
    report = 4;
    const fs::path folder = recipe.paths.log.parent_path();
    pid_t server = -1;
    try {
        server = run_server(recipe, true);
        send_report(report, ready);
    } catch (const error& problem) {
        send_report(report, format_report(problem, folder));
    } catch (const std::exception& problem) {
        send_report(report, format_report(error(error_kind::failed, problem.what()), folder));
    }
    ::close(report);
    char unused = 0;
    while (::read(lifeline, &unused, 1) < 0 && errno == EINTR) {
    }
    if (server > 0) {
        ::kill(server, SIGQUIT);
        if (!ends_within(server, server_limit_ms)) {
            ::kill(server, SIGKILL);
            wait_for_process(server);
        }
    }
    std::error_code ignored;
    fs::remove_all(folder, ignored);
    ::_exit(0);
}

std::string read_report(int fd, const wait_limits& limits) {
    std::string text;
    char buffer[1024];
    while (true) {
        pollfd watched{fd, POLLIN, 0};
        if (::poll(&watched, 1, 0) == 0) {
            pause(5, limits);
        } else {
            const ssize_t size = ::read(fd, buffer, sizeof buffer);
            if (size == 0 || (size < 0 && errno != EINTR)) {
                return text;
            }
            text.append(buffer, size > 0 ? static_cast<std::size_t>(size) : 0);
        }
    }
}

} // namespace

ephemeral::ephemeral(std::vector<std::string> settings, const wait_limits& limits)
    : limits_(limits) {
    server_recipe recipe{{}, find_binaries(), server_account(), {}};
    recipe.settings = {"fsync=off", "full_page_writes=off", "synchronous_commit=off"};
    recipe.settings.insert(recipe.settings.end(), settings.begin(), settings.end());
    const fs::path parent = temporary_parent();
    remove_abandoned(parent);
    pipe_ends lifeline = make_pipe();
    pipe_ends report = make_pipe();
    locked_folder folder = make_locked_folder(parent);
    folder_ = folder.path;
    recipe.paths = cluster_paths_in(folder_);
    const pid_t child = ::fork();
    if (child == 0) {
        lifeline.writer.reset();
        watch(recipe, lifeline.reader.get(), report.writer.get(), folder.lock.get());
    }
    if (child < 0) {
        const int reason = errno;
        fs::remove_all(folder_);
        throw error(error_kind::failed, fmt::format("cannot fork: {}", std::strerror(reason)));
    }
    watcher_ = child;
    lifeline_ = lifeline.writer.release();
    report.writer.reset();
    try {
        const std::string text = read_report(report.reader.get(), limits);
        if (text != ready) {
            throw parse_report(text);
        }
    } catch (...) {
        end();
        throw;
    }
}

ephemeral::~ephemeral() {
    end();
}

void ephemeral::end() noexcept {
    ::close(lifeline_);
    // A watcher that takes longer finishes alone.
    const bool is_hurried =
        limits_.until.has_value() || (limits_.stop != nullptr && limits_.stop->requested() != 0);
    ends_within(watcher_, is_hurried ? hurried_watcher_limit_ms : watcher_limit_ms);
}

std::string ephemeral::url(std::string_view database) const {
    return url_of(folder_ / "sockets", database);
}

} // namespace dunlin::local
