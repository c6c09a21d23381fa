// SPDX-License-Identifier: MIT
#include "program.hpp"

#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>
#include <utmp.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <climits>
#include <csignal>
#include <cstring>
#include <stdexcept>
#include <string_view>
#include <utility>

extern char** environ;

namespace dunlin::test {
namespace {

using namespace std::string_view_literals;

constexpr std::chrono::minutes time_limit{2};

bool changes_behaviour(std::string_view name) {
    constexpr std::array names{
        "DATABASE_URL"sv, "NO_COLOR"sv,   "CLICOLOR"sv, "CLICOLOR_FORCE"sv, "COLUMNS"sv,
        "TERM"sv,         "LANG"sv,       "TZ"sv,       "PAGER"sv,          "LESS"sv,
        "TRACEPARENT"sv,  "TRACESTATE"sv, "CI"sv};
    // Where PostgreSQL's programs are is a fact of the machine.
    if (name == "DUNLIN_PG_BIN") {
        return false;
    }
    return name.starts_with("PG") || name.starts_with("DUNLIN_") || name.starts_with("LC_") ||
           name.starts_with("OTEL_") || std::find(names.begin(), names.end(), name) != names.end();
}

std::vector<std::string> environment_of(const surroundings& context, bool terminal) {
    std::map<std::string, std::string> variables{{"LC_ALL", "C.UTF-8"}};
    for (char** entry = environ; *entry != nullptr; ++entry) {
        const std::string_view text = *entry;
        const std::string_view name = text.substr(0, text.find('='));
        if (!changes_behaviour(name)) {
            variables[std::string(name)] = text.substr(std::min(name.size() + 1, text.size()));
        }
    }
    if (terminal) {
        variables["TERM"] = "xterm-256color";
    }
    for (const auto& [name, value] : context.environment) {
        variables[name] = value;
    }
    std::vector<std::string> entries;
    for (const auto& [name, value] : variables) {
        entries.push_back(name + "=" + value);
    }
    return entries;
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
    std::vector<char*> all;
    for (auto& text : texts) {
        all.push_back(text.data());
    }
    all.push_back(nullptr);
    return all;
}

struct pipe_ends {
    int read = -1;
    int write = -1;
};

pipe_ends make_pipe() {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
        throw std::runtime_error("pipe2 failed");
    }
    return {ends[0], ends[1]};
}

void close_end(int& descriptor) {
    if (descriptor >= 0) {
        ::close(descriptor);
        descriptor = -1;
    }
}

/// Reads what is there; closes the descriptor at its end. A terminal ends with EIO.
void read_some(int& descriptor, std::string& text) {
    std::array<char, 65536> buffer{};
    const ssize_t count = ::read(descriptor, buffer.data(), buffer.size());
    if (count > 0) {
        text.append(buffer.data(), static_cast<std::size_t>(count));
    } else if (count == 0 || errno != EINTR) {
        close_end(descriptor);
    }
}

void write_some(int& descriptor, std::string& text) {
    const ssize_t count = text.empty() ? 0 : ::write(descriptor, text.data(), text.size());
    if (count > 0) {
        text.erase(0, static_cast<std::size_t>(count));
    }
    if (text.empty() || (count < 0 && errno != EINTR && errno != EAGAIN)) {
        close_end(descriptor);
    }
}

int exit_code_of(int status) {
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

} // namespace

std::filesystem::path dunlin_program() {
    return DUNLIN_PROGRAM;
}

running_program::running_program(const std::vector<std::string>& arguments,
                                 const surroundings& context, int columns)
    : input_(context.input) {
    // A test writes to programs that may be gone.
    ::signal(SIGPIPE, SIG_IGN);
    const std::string program =
        (context.program.empty() ? dunlin_program() : context.program).string();
    std::vector<std::string> command{program};
    command.insert(command.end(), arguments.begin(), arguments.end());
    std::vector<std::string> variables = environment_of(context, columns > 0);
    const auto argv = pointers(command);
    const auto envp = pointers(variables);
    const std::string folder = context.folder.string();

    pipe_ends in;
    pipe_ends out;
    pipe_ends err;
    if (columns > 0) {
        winsize size{};
        size.ws_col = static_cast<unsigned short>(columns);
        size.ws_row = 24;
        termios plain{};
        ::cfmakeraw(&plain);
        plain.c_lflag |= ICANON | ISIG;
        plain.c_cc[VEOF] = 4;
        plain.c_cc[VINTR] = 3;
        if (::openpty(&out.read, &out.write, nullptr, &plain, &size) != 0) {
            throw std::runtime_error("openpty failed");
        }
        ::fcntl(out.read, F_SETFD, FD_CLOEXEC);
    } else {
        in = make_pipe();
        out = make_pipe();
        err = make_pipe();
    }
    pid_ = ::fork();
    if (pid_ == 0) {
        ::signal(SIGPIPE, SIG_DFL);
        if (columns > 0) {
            ::login_tty(out.write);
        } else {
            ::dup2(in.read, STDIN_FILENO);
            ::dup2(out.write, STDOUT_FILENO);
            ::dup2(err.write, STDERR_FILENO);
        }
        if (!folder.empty() && ::chdir(folder.c_str()) != 0) {
            ::_exit(126);
        }
        ::execve(program.c_str(), argv.data(), envp.data());
        ::_exit(127);
    }
    close_end(in.read);
    close_end(out.write);
    close_end(err.write);
    in_ = columns > 0 ? ::fcntl(out.read, F_DUPFD_CLOEXEC, 0) : in.write;
    out_ = out.read;
    err_ = err.read;
    // What a pipe holds is there at once, for programs that nobody waits for yet.
    if (columns == 0 && !input_.empty() && input_.size() <= PIPE_BUF) {
        write_some(in_, input_);
    }
    if (columns == 0 && !context.input.empty() && input_.empty()) {
        close_end(in_);
    }
}

running_program::~running_program() {
    close_end(in_);
    close_end(out_);
    close_end(err_);
    if (pid_ > 0) {
        ::kill(pid_, SIGKILL);
        ::waitpid(pid_, nullptr, 0);
    }
}

void running_program::send(int signal) const {
    ::kill(pid_, signal);
}

void running_program::close_output() {
    close_end(out_);
}

void running_program::wait_for_error_line() {
    while (err_ >= 0 && seen_.err.find('\n') == std::string::npos) {
        read_some(err_, seen_.err);
    }
}

bool running_program::ends_within(std::chrono::milliseconds limit) const {
    const int handle = static_cast<int>(::syscall(SYS_pidfd_open, pid_, 0));
    pollfd end{handle, POLLIN, 0};
    const int ready = ::poll(&end, 1, static_cast<int>(limit.count()));
    ::close(handle);
    return ready > 0;
}

void running_program::wait_for_output(std::string_view text) {
    const auto end = std::chrono::steady_clock::now() + time_limit;
    while (out_ >= 0 && seen_.out.find(text) == std::string::npos) {
        pollfd waiting{out_, POLLIN, 0};
        ::poll(&waiting, 1, 1000);
        if (waiting.revents != 0) {
            read_some(out_, seen_.out);
        }
        if (std::chrono::steady_clock::now() > end) {
            throw std::runtime_error("never written: " + std::string(text) +
                                     "\nbut this: " + seen_.out);
        }
    }
}

void running_program::type(std::string_view keys) const {
    while (!keys.empty()) {
        const ssize_t count = ::write(in_, keys.data(), keys.size());
        if (count <= 0) {
            throw std::runtime_error("nobody reads the terminal");
        }
        keys.remove_prefix(static_cast<std::size_t>(count));
    }
}

std::string running_program::line_after(std::string_view text) {
    wait_for_output(text);
    const std::size_t begin = seen_.out.find(text);
    if (begin == std::string::npos) {
        return "";
    }
    while (out_ >= 0 && seen_.out.find('\n', begin) == std::string::npos) {
        read_some(out_, seen_.out);
    }
    const std::string line = seen_.out.substr(begin + text.size());
    return line.substr(0, line.find_first_of("\r\n"));
}

outcome running_program::wait() {
    outcome result = std::move(seen_);
    const auto end = std::chrono::steady_clock::now() + time_limit;
    while (out_ >= 0 || err_ >= 0) {
        if (in_ >= 0 && input_.empty()) {
            close_end(in_);
        }
        std::array<pollfd, 3> waiting{pollfd{out_, POLLIN, 0}, pollfd{err_, POLLIN, 0},
                                      pollfd{in_, POLLOUT, 0}};
        ::poll(waiting.data(), waiting.size(), 1000);
        if (waiting[0].revents != 0) {
            read_some(out_, result.out);
        }
        if (waiting[1].revents != 0) {
            read_some(err_, result.err);
        }
        if (in_ >= 0 && waiting[2].revents != 0) {
            write_some(in_, input_);
        }
        if (std::chrono::steady_clock::now() > end) {
            ::kill(pid_, SIGKILL);
            break;
        }
    }
    close_end(in_);
    int status = 0;
    ::waitpid(pid_, &status, 0);
    pid_ = -1;
    result.exit_code = exit_code_of(status);
    return result;
}

outcome run_program(const std::vector<std::string>& arguments, const surroundings& context) {
    return running_program(arguments, context).wait();
}

outcome run_in_terminal(const std::vector<std::string>& arguments, int columns,
                        const surroundings& context) {
    return running_program(arguments, context, columns).wait();
}

} // namespace dunlin::test
