// SPDX-License-Identifier: MIT
#include "cluster.hpp"

#include "lock.hpp"
#include "pid_file.hpp"
#include "server_program.hpp"
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

// A folder under a name that the server's user can open. Another user may lack permission for the
// parent folders (of a project under /root, for example), which an open descriptor does not need.
class accessible_folder {
public:
    accessible_folder(const fs::path& folder, const account& owner) : name_(folder.string()) {
        if (owner.is_other_user) {
            opened_ = descriptor(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
            if (!opened_.is_open()) {
                throw error(error_kind::failed, fmt::format("cannot open {}: {}", folder.string(),
                                                            std::strerror(errno)));
            }
            name_ = fmt::format("/proc/self/fd/{}", opened_.get());
        }
    }
    [[nodiscard]] const std::string& name() const { return name_; }
    void keep_open_in(process_command& program) const {
        if (opened_.is_open()) {
            program.inherited_descriptors.push_back(opened_.get());
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

/// What a server program says of itself, "initdb: ..." or "/usr/lib/.../initdb: ...".
std::string_view own_message(std::string_view line) {
    for (const std::string_view name : {"initdb: ", "postgres: "}) {
        const std::size_t start = line.find(name);
        const bool names_program = start == 0 || (start != std::string_view::npos &&
                                                  line.starts_with('/') && line[start - 1] == '/');
        if (names_program) {
            const std::string_view message = line.substr(start);
            const std::string_view text = message.substr(name.size());
            return text.starts_with("removing") || text.starts_with("warning") ? std::string_view()
                                                                               : message;
        }
    }
    return {};
}

std::string_view without_time_stamp(std::string_view line) {
    for (const std::string_view marker : {"FATAL:", "PANIC:", "ERROR:", "HINT:", "DETAIL:"}) {
        const std::size_t start = line.find(marker);
        if (start != std::string_view::npos) {
            return line.substr(start);
        }
    }
    return own_message(line);
}

/// The last lines of a log that report an error, without their time stamps, or else its last line.
std::string last_error_lines(const fs::path& log) {
    std::string text;
    try {
        text = read_file(log);
    } catch (const error&) {
        return {};
    }
    std::string_view rest = trim(text);
    std::string last(rest.substr(rest.rfind('\n') + 1));
    std::string result;
    // Reads backwards, because the lines with the reason are together at the end.
    for (int lines = 0; lines < 8 && !rest.empty(); ++lines) {
        const std::size_t start = rest.rfind('\n');
        const std::string_view line =
            start == std::string_view::npos ? rest : rest.substr(start + 1);
        const std::string_view message = trim(without_time_stamp(line));
        if (!message.empty()) {
            result = result.empty() ? std::string(message) : fmt::format("{} {}", message, result);
        }
        rest = start == std::string_view::npos ? std::string_view() : rest.substr(0, start);
    }
    return result.empty() ? last : result;
}

[[noreturn]] void fail(const std::string& problem, const fs::path& log) {
    const std::string reason = last_error_lines(log);
    throw error(error_kind::failed,
                reason.empty() ? problem : fmt::format("{}: {}", problem, reason))
        .with_hint(fmt::format("see the log {}", log.string()));
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

bool is_ready(const cluster_paths& paths) {
    const auto file = read_pid_file(paths.data);
    return file && file->current_state == pid_file::state::ready &&
           runs_in(file->pid, paths.data) && accepts_connections(file->sockets);
}

bool has_ended(const cluster_paths& paths, pid_t child) {
    return child > 0 ? ::waitpid(child, nullptr, WNOHANG) == child : !is_locked(paths.alive);
}

// The server's process if it is visible from here, else -1.
pid_t visible_process(const cluster_paths& paths) {
    const auto file = read_pid_file(paths.data);
    return file && runs_in(file->pid, paths.data) ? file->pid : -1;
}

// Sends the signal as soon as the process is visible. Returns true when the server ends within the
// limit; it may also be a killed server whose last children are ending.
bool ends_after(const cluster_paths& paths, pid_t& process, int signal, const wait_limits& limits) {
    constexpr int step_ms = 5;
    bool sent = false;
    for (int waited = 0; waited <= fast_limit_ms; waited += step_ms) {
        if (process <= 0) {
            process = visible_process(paths);
        }
        if (process > 0 && !sent) {
            if (::kill(process, signal) != 0 && errno == EPERM) {
                throw error(error_kind::refused,
                            fmt::format("the server in {} (process {}) belongs to another user",
                                        paths.data.string(), process))
                    .with_hint("run dunlin as that user or as root");
            }
            sent = true;
        }
        if (process > 0) {
            // Reaps a child, which would otherwise stay in the process table.
            ::waitpid(process, nullptr, WNOHANG);
        }
        if (!is_locked(paths.alive)) {
            return true;
        }
        pause(step_ms, limits);
    }
    return false;
}

/// Returns how the child ended. Kills it when the wait is interrupted.
int wait_or_kill(pid_t child, const wait_limits& limits) {
    constexpr int step_ms = 10;
    try {
        int status = 0;
        while (::waitpid(child, &status, WNOHANG) == 0) {
            pause(step_ms, limits);
        }
        return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
    } catch (const error&) {
        ::kill(child, SIGKILL);
        wait_for_process(child);
        throw;
    }
}

} // namespace

void initialise(const cluster_paths& paths, const binaries& programs, const account& owner,
                const wait_limits& limits) {
    const accessible_folder data(paths.data, owner);
    const descriptor log = open_log(paths.log);
    process_command initdb = server_program(
        {programs.program("initdb").string(), "--pgdata=" + data.name(), "--username=postgres",
         "--auth=trust", "--encoding=UTF8", "--locale=" + cluster_locale(), "--no-sync"},
        &owner);
    // Came with PostgreSQL 14; they would be the last lines of the log.
    if (programs.major >= 14) {
        initdb.arguments.emplace_back("--no-instructions");
    }
    initdb.output = initdb.errors = log.get();
    data.keep_open_in(initdb);
    if (wait_or_kill(start_process(initdb), limits) != 0) {
        fail(fmt::format("initdb cannot create a cluster in {}", paths.data.string()), paths.log);
    }
}

pid_t launch(const cluster_paths& paths, const binaries& programs, const account& owner,
             const launch_options& options) {
    const auto alive = try_lock(paths.alive);
    if (!alive) {
        throw error(error_kind::locked,
                    fmt::format("a server is still running in {}", paths.data.string()));
    }
    // The lock shows that no process of an earlier server is left. Its pid files are removed
    // because their number may now belong to another process, or to an unreaped child of a
    // container.
    std::error_code ignored;
    fs::remove(paths.data / "postmaster.pid", ignored);
    fs::remove(socket_in(paths.sockets), ignored);
    fs::remove(socket_in(paths.sockets).string() + ".lock", ignored);

    const accessible_folder data(paths.data, owner);
    const accessible_folder sockets(paths.sockets, owner);
    const descriptor log = open_log(paths.log);
    process_command postgres =
        server_program({programs.program("postgres").string(), "-D", data.name()}, &owner);
    std::vector<std::string> settings = {"listen_addresses=", "port=5432",
                                         "unix_socket_directories=" + sockets.name(),
                                         "unix_socket_permissions=0700", "logging_collector=off"};
    settings.insert(settings.end(), options.settings.begin(), options.settings.end());
    for (const std::string& setting : settings) {
        postgres.arguments.insert(postgres.arguments.end(), {"-c", setting});
    }
    postgres.output = postgres.errors = log.get();
    postgres.own_session = true;
    postgres.dies_with_parent = options.dies_with_parent;
    postgres.inherited_descriptors.push_back(alive->get());
    data.keep_open_in(postgres);
    sockets.keep_open_in(postgres);
    return start_process(postgres);
}

void wait_until_ready(const cluster_paths& paths, pid_t child, const wait_limits& limits) {
    constexpr int step_ms = 5;
    for (int waited = 0; waited <= ready_limit_ms; waited += step_ms) {
        if (is_ready(paths)) {
            return;
        }
        if (has_ended(paths, child)) {
            fail("PostgreSQL did not start", paths.log);
        }
        pause(step_ms, limits);
    }
    fail(fmt::format("PostgreSQL is not ready after {} s", ready_limit_ms / 1000), paths.log);
}

void halt(const cluster_paths& paths, pid_t child, const wait_limits& limits) {
    pid_t process = child;
    if (ends_after(paths, process, SIGINT, limits) || ends_after(paths, process, SIGQUIT, limits)) {
        return;
    }
    throw error(error_kind::failed,
                fmt::format("the server in {} does not stop", paths.data.string()))
        .with_hint(
            process > 0
                ? fmt::format("its process is {}", process)
                : "its process is not visible from here; it may run in another container that "
                  "shares this folder: stop it there");
}

} // namespace dunlin::local
