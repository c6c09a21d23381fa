// SPDX-License-Identifier: MIT
#include "cluster.hpp"

#include "lock.hpp"
#include "pid_file.hpp"
#include "process.hpp"
#include "socket_folder.hpp"

#include <dunlin/base/error.hpp>
#include <dunlin/base/file.hpp>
#include <dunlin/base/text.hpp>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>

#include <cerrno>
#include <clocale>
#include <csignal>
#include <cstring>

namespace fs = std::filesystem;

namespace dunlin::local {
namespace {

constexpr int ready_limit_ms = 60'000;
constexpr int fast_limit_ms = 10'000;

descriptor open_log(const fs::path& log) {
    return open_own_file(log, O_WRONLY | O_APPEND);
}

// A folder as the server names it. Another user may not be allowed to pass through the folders
// above (a project under /root, say); an open descriptor of the folder needs no such permission.
class named_folder {
public:
    named_folder(const fs::path& folder, const account& owner) : name_(folder.string()) {
        if (owner.is_other) {
            opened_ = descriptor(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
            if (!opened_.is_open()) {
                throw error(error_kind::failed, fmt::format("cannot open {}: {}", folder.string(),
                                                            std::strerror(errno)));
            }
            name_ = fmt::format("/proc/self/fd/{}", opened_.get());
        }
    }
    [[nodiscard]] const std::string& name() const { return name_; }
    void keep_in(command& what) const {
        if (opened_.is_open()) {
            what.keep.push_back(opened_.get());
        }
    }

private:
    std::string name_;
    descriptor opened_;
};

std::string cluster_locale() {
    const ::locale_t found = ::newlocale(LC_ALL_MASK, "C.UTF-8", nullptr);
    if (found == nullptr) {
        return "C";
    }
    ::freelocale(found);
    return "C.UTF-8";
}

[[noreturn]] void fail(const std::string& what, const fs::path& log) {
    const std::string said = last_words(log);
    throw error(error_kind::failed, said.empty() ? what : fmt::format("{}: {}", what, said))
        .with_hint(fmt::format("The whole story is in {}.", log.string()));
}

bool accepts_connections(const fs::path& sockets) {
    const descriptor client(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const std::string path = socket_in(sockets).string();
    if (path.size() >= sizeof address.sun_path) {
        return false;
    }
    std::memcpy(address.sun_path, path.data(), path.size());
    return ::connect(client.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) ==
           0;
}

bool is_ready(const cluster& what) {
    const auto now = read_pid_file(what.data);
    return now && now->now == pid_file::state::ready && runs_in(now->pid, what.data) &&
           accepts_connections(now->sockets);
}

bool has_ended(const cluster& what, pid_t child) {
    return child > 0 ? ::waitpid(child, nullptr, WNOHANG) == child : !is_locked(what.alive);
}

// The server's process if it can be seen from here, else -1.
pid_t visible_process(const cluster& what) {
    const auto now = read_pid_file(what.data);
    return now && runs_in(now->pid, what.data) ? now->pid : -1;
}

// Sends the signal as soon as there is a process to get it. True when the server is gone within the
// limit: it may also be a killed server whose last children end by themselves.
bool ends_by(const cluster& what, pid_t& process, int signal, const wait_limits& stop) {
    constexpr int step_ms = 5;
    bool sent = false;
    for (int waited = 0; waited <= fast_limit_ms; waited += step_ms) {
        if (process <= 0) {
            process = visible_process(what);
        }
        if (process > 0 && !sent) {
            if (::kill(process, signal) != 0 && errno == EPERM) {
                throw error(error_kind::refused,
                            fmt::format("the server in {} (process {}) is another user's",
                                        what.data.string(), process))
                    .with_hint("Run dunlin as that user, or as root.");
            }
            sent = true;
        }
        if (process > 0) {
            // A child must be reaped, or it would stay in the process table.
            ::waitpid(process, nullptr, WNOHANG);
        }
        if (!is_locked(what.alive)) {
            return true;
        }
        pause(step_ms, stop);
    }
    return false;
}

/// How the child ended. It does not outlive the wait.
int wait_or_kill(pid_t child, const wait_limits& stop) {
    constexpr int step_ms = 10;
    try {
        int status = 0;
        while (::waitpid(child, &status, WNOHANG) == 0) {
            pause(step_ms, stop);
        }
        return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
    } catch (const error&) {
        ::kill(child, SIGKILL);
        wait_for(child);
        throw;
    }
}

std::string_view without_time_stamp(std::string_view line) {
    for (const std::string_view mark : {"FATAL:", "PANIC:", "ERROR:", "HINT:", "DETAIL:"}) {
        const std::size_t start = line.find(mark);
        if (start != std::string_view::npos) {
            return line.substr(start);
        }
    }
    const bool is_reason = line.starts_with("initdb: ") && !line.starts_with("initdb: removing") &&
                           !line.starts_with("initdb: warning");
    return is_reason ? line : std::string_view();
}

} // namespace

void initialise(const cluster& what, const binaries& programs, const account& owner,
                const wait_limits& stop) {
    const named_folder data(what.data, owner);
    const descriptor log = open_log(what.log);
    command initdb;
    initdb.arguments = {programs.program("initdb").string(),
                        "--pgdata=" + data.name(),
                        "--username=postgres",
                        "--auth=trust",
                        "--encoding=UTF8",
                        "--locale=" + cluster_locale(),
                        "--no-sync",
                        "--no-instructions"};
    initdb.as = &owner;
    initdb.output = log.get();
    data.keep_in(initdb);
    if (wait_or_kill(spawn(initdb), stop) != 0) {
        fail(fmt::format("initdb cannot make a cluster in {}", what.data.string()), what.log);
    }
}

pid_t launch(const cluster& what, const binaries& programs, const account& owner,
             const launch_options& options) {
    const auto alive = try_lock(what.alive);
    if (!alive) {
        throw error(error_kind::locked,
                    fmt::format("a server still runs in {}", what.data.string()));
    }
    // The lock says that no process of an earlier server is left, so its pid files can only
    // mislead: the number may belong to any other process by now, or to an unreaped child of a
    // container.
    std::error_code ignored;
    fs::remove(what.data / "postmaster.pid", ignored);
    fs::remove(socket_in(what.sockets), ignored);
    fs::remove(socket_in(what.sockets).string() + ".lock", ignored);

    const named_folder data(what.data, owner);
    const named_folder sockets(what.sockets, owner);
    const descriptor log = open_log(what.log);
    command postgres;
    postgres.arguments = {programs.program("postgres").string(), "-D", data.name()};
    std::vector<std::string> settings = {"listen_addresses=", "port=5432",
                                         "unix_socket_directories=" + sockets.name(),
                                         "unix_socket_permissions=0700", "logging_collector=off"};
    settings.insert(settings.end(), options.settings.begin(), options.settings.end());
    for (const std::string& setting : settings) {
        postgres.arguments.insert(postgres.arguments.end(), {"-c", setting});
    }
    postgres.as = &owner;
    postgres.output = log.get();
    postgres.own_session = true;
    postgres.dies_with_parent = options.dies_with_parent;
    postgres.keep.push_back(alive->get());
    data.keep_in(postgres);
    sockets.keep_in(postgres);
    return spawn(postgres);
}

void wait_until_ready(const cluster& what, pid_t child, const wait_limits& stop) {
    constexpr int step_ms = 5;
    for (int waited = 0; waited <= ready_limit_ms; waited += step_ms) {
        if (is_ready(what)) {
            return;
        }
        if (has_ended(what, child)) {
            fail("PostgreSQL did not start", what.log);
        }
        pause(step_ms, stop);
    }
    fail(fmt::format("PostgreSQL is not ready after {} s", ready_limit_ms / 1000), what.log);
}

void halt(const cluster& what, pid_t child, const wait_limits& stop) {
    pid_t process = child;
    if (ends_by(what, process, SIGINT, stop) || ends_by(what, process, SIGQUIT, stop)) {
        return;
    }
    throw error(error_kind::failed,
                fmt::format("the server in {} does not stop", what.data.string()))
        .with_hint(process > 0 ? fmt::format("Its process is {}.", process)
                               : "Its process cannot be seen from here: it may run in another "
                                 "container that shares this folder. Stop it there.");
}

std::string last_words(const fs::path& log) {
    std::string text;
    try {
        text = read_file(log);
    } catch (const error&) {
        return {};
    }
    std::string_view rest = trim(text);
    std::string result;
    // Backwards over the lines that tell the reason, which stand together at the end.
    for (int lines = 0; lines < 8 && !rest.empty(); ++lines) {
        const std::size_t start = rest.rfind('\n');
        const std::string_view line =
            start == std::string_view::npos ? rest : rest.substr(start + 1);
        const std::string_view words = trim(without_time_stamp(line));
        if (!words.empty()) {
            result = result.empty() ? std::string(words) : fmt::format("{} {}", words, result);
        }
        rest = start == std::string_view::npos ? std::string_view() : rest.substr(0, start);
    }
    return result;
}

} // namespace dunlin::local
