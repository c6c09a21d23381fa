// SPDX-License-Identifier: MIT
#include "cluster.hpp"
#include "lock.hpp"
#include "process.hpp"
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
constexpr std::string_view ready = "ready"; // what the watcher answers, else an error's text

cluster cluster_in(const fs::path& folder) {
    return {folder / "data", folder / "sockets", folder / "log", folder / "alive"};
}

fs::path temporary_place() {
    const char* chosen = std::getenv("TMPDIR");
    const fs::path place = chosen != nullptr ? chosen : "/tmp";
    const bool fits = socket_fits(place / fmt::format("{}XXXXXX/sockets", prefix));
    return place.is_absolute() && fits ? place : fs::path("/tmp");
}

// What a watcher could not remove because it was killed itself, long dead or in another session.
void sweep(const fs::path& place) {
    std::error_code problem;
    for (const auto& entry : fs::directory_iterator(place, problem)) {
        struct stat info {};
        const fs::path& folder = entry.path();
        if (folder.filename().string().starts_with(prefix) && ::lstat(folder.c_str(), &info) == 0 &&
            S_ISDIR(info.st_mode) && info.st_uid == ::geteuid() && !is_locked(folder / "watched")) {
            std::error_code ignored;
            fs::remove_all(folder, ignored);
        }
    }
}

struct watched_folder {
    fs::path path;
    descriptor lock; ///< held by the watcher: the folder is in use
};

watched_folder make_watched_folder(const fs::path& place) {
    std::string name = (place / "dunlin-new-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) {
        throw error(error_kind::failed, fmt::format("cannot create a folder in {}: {}",
                                                    place.string(), std::strerror(errno)));
    }
    watched_folder result;
    auto lock = try_lock(fs::path(name) / "watched");
    // Only now does it get the name that a sweep looks for.
    result.path = place / fmt::format("{}{}", prefix, name.substr(name.size() - 6));
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

struct pipe_ends {
    descriptor reader;
    descriptor writer;
};

pipe_ends make_pipe() {
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0) {
        throw error(error_kind::failed,
                    fmt::format("cannot make a pipe: {}", std::strerror(errno)));
    }
    return {descriptor(ends[0]), descriptor(ends[1])};
}

struct recipe {
    cluster where;
    binaries programs;
    account owner;
    std::vector<std::string> settings;
};

// True when the cluster is a copy of the template.
bool make_cluster(const recipe& what, bool may_copy) {
    const auto kept = template_place(what.programs);
    if (may_copy && kept && copy_template(*kept, what.where.data)) {
        give_tree(what.where.data, what.owner);
        return true;
    }
    fs::create_directory(what.where.data);
    give_folder(what.where.data, what.owner);
    initialise(what.where, what.programs, what.owner, {});
    if (kept) {
        std::error_code ignored;
        fs::remove_all(*kept, ignored);
        keep_template(what.where.data, *kept);
    }
    return false;
}

pid_t run_server(const recipe& what, bool may_copy) {
    fs::create_directory(what.where.sockets);
    give_folder(what.where.sockets, what.owner);
    const bool copied = make_cluster(what, may_copy);
    try {
        const pid_t child = launch(what.where, what.programs, what.owner, {what.settings, true});
        wait_until_ready(what.where, child, {});
        return child;
    } catch (const error&) {
        if (!copied) {
            throw;
        }
    }
    // Something has nibbled at the template, as cleaners of caches do.
    fs::remove_all(what.where.data);
    return run_server(what, false);
}

// How long a server may take for its immediate shutdown before it is killed, and how long the
// watched process waits for all that its watcher does.
constexpr int server_limit_ms = 5000;
constexpr int watcher_limit_ms = 10'000;
constexpr int hurried_watcher_limit_ms = 2500;

// Whether the child ends in that time; then it is reaped.
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

void answer_with(int fd, std::string_view text) {
    [[maybe_unused]] const auto written = ::write(fd, text.data(), text.size());
}

error error_of(const std::string& text) {
    const std::size_t first = text.find('\n');
    const std::size_t last = text.rfind('\n');
    if (first == std::string::npos || first == last) {
        return {error_kind::failed, "the process that watches over the ephemeral server ended"};
    }
    int kind = 0;
    std::from_chars(text.data(), text.data() + first, kind);
    return error(static_cast<error_kind>(kind), text.substr(first + 1, last - first - 1))
        .with_hint(text.substr(last + 1));
}

void leave_the_terminal() {
    ::setsid();
    // The server is stopped by the end of the watched process and by nothing else.
    for (const int signal : {SIGHUP, SIGINT, SIGTERM, SIGPIPE}) {
        (void)std::signal(signal, SIG_IGN);
    }
    const int null = ::open("/dev/null", O_RDWR);
    for (const int fd : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
        ::dup2(null, fd);
    }
}

std::string text_of(const error& problem, const fs::path& folder) {
    // The folder, with the log that the hint may send the reader to, is about to go.
    const bool misleads = problem.hint().find(folder.string()) != std::string::npos;
    return fmt::format("{}\n{}\n{}", static_cast<int>(problem.kind()), problem.message(),
                       misleads ? std::string() : problem.hint());
}

// Keeps the three descriptors, as 3, 4 and 5, and no other: an open end of somebody's pipe would
// make its reader wait for the watcher.
void keep_only(int one, int two, int three) {
    // First out of each other's way.
    const int high[] = {::fcntl(one, F_DUPFD_CLOEXEC, 64), ::fcntl(two, F_DUPFD_CLOEXEC, 64),
                        ::fcntl(three, F_DUPFD_CLOEXEC, 64)};
    for (int i = 0; i < 3; ++i) {
        ::dup3(high[i], 3 + i, O_CLOEXEC);
    }
    ::close_range(6, ~0U, 0);
}

[[noreturn]] void watch(const recipe& what, int life, int answer, int lock) {
    leave_the_terminal();
    keep_only(life, answer, lock);
    life = 3;
    answer = 4;
    const fs::path folder = what.where.log.parent_path();
    pid_t server = -1;
    try {
        server = run_server(what, true);
        answer_with(answer, ready);
    } catch (const error& problem) {
        answer_with(answer, text_of(problem, folder));
    } catch (const std::exception& problem) {
        answer_with(answer, text_of(error(error_kind::failed, problem.what()), folder));
    }
    ::close(answer);
    char unused = 0;
    while (::read(life, &unused, 1) < 0 && errno == EINTR) {
    }
    if (server > 0) {
        ::kill(server, SIGQUIT);
        if (!ends_within(server, server_limit_ms)) {
            ::kill(server, SIGKILL);
            wait_for(server);
        }
    }
    std::error_code ignored;
    fs::remove_all(folder, ignored);
    ::_exit(0);
}

std::string read_report(int fd, const wait_limits& stop) {
    std::string text;
    char buffer[1024];
    while (true) {
        pollfd watched{fd, POLLIN, 0};
        if (::poll(&watched, 1, 0) == 0) {
            pause(5, stop);
        } else {
            const ssize_t got = ::read(fd, buffer, sizeof buffer);
            if (got == 0 || (got < 0 && errno != EINTR)) {
                return text;
            }
            text.append(buffer, got > 0 ? static_cast<std::size_t>(got) : 0);
        }
    }
}

} // namespace

ephemeral::ephemeral(std::vector<std::string> settings, const wait_limits& stop) : limits_(stop) {
    recipe what{{}, find_binaries(), server_account(), {}};
    what.settings = {"fsync=off", "full_page_writes=off", "synchronous_commit=off"};
    what.settings.insert(what.settings.end(), settings.begin(), settings.end());
    const fs::path place = temporary_place();
    sweep(place);
    pipe_ends life = make_pipe();
    pipe_ends answer = make_pipe();
    watched_folder made = make_watched_folder(place);
    folder_ = made.path;
    what.where = cluster_in(folder_);
    const pid_t child = ::fork();
    if (child == 0) {
        life.writer.reset();
        watch(what, life.reader.get(), answer.writer.get(), made.lock.get());
    }
    if (child < 0) {
        const int reason = errno;
        fs::remove_all(folder_);
        throw error(error_kind::failed, fmt::format("cannot fork: {}", std::strerror(reason)));
    }
    watcher_ = child;
    life_ = life.writer.release();
    answer.writer.reset();
    try {
        const std::string text = read_report(answer.reader.get(), stop);
        if (text != ready) {
            throw error_of(text);
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
    ::close(life_);
    // A watcher that takes longer does the rest alone.
    const bool hurried =
        limits_.until.has_value() || (limits_.stop != nullptr && limits_.stop->requested() != 0);
    ends_within(watcher_, hurried ? hurried_watcher_limit_ms : watcher_limit_ms);
}

std::string ephemeral::url(std::string_view database) const {
    return url_of(folder_ / "sockets", database);
}

} // namespace dunlin::local
