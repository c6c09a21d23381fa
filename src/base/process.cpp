// SPDX-License-Identifier: MIT
#include <dunlin/base/descriptor.hpp>
#include <dunlin/base/error.hpp>
#include <dunlin/base/process.hpp>

#include <fcntl.h>
#include <fmt/format.h>
#include <grp.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>

namespace dunlin {
namespace {

std::vector<char*> pointers(const std::vector<std::string>& texts) {
    std::vector<char*> result;
    result.reserve(texts.size() + 1);
    for (const std::string& text : texts) {
        result.push_back(const_cast<char*>(text.c_str()));
    }
    result.push_back(nullptr);
    return result;
}

void reset_signals() {
    sigset_t none;
    ::sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
    for (const int signal : {SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGPIPE, SIGCHLD, SIGXFSZ}) {
        (void)std::signal(signal, SIG_DFL);
    }
}

// Only async-signal-safe calls are allowed between fork and exec, because another thread of the
// parent may have held any lock.
bool prepare_child(const process_command& command, pid_t parent) {
    reset_signals();
    if (command.own_session) {
        ::setsid();
    }
    if (!command.folder.empty() && ::chdir(command.folder.c_str()) != 0) {
        return false;
    }
    const int null = ::open("/dev/null", O_RDWR);
    const int input = command.input >= 0 ? command.input : null;
    const int output = command.output >= 0 ? command.output : null;
    const int errors = command.errors >= 0 ? command.errors : null;
    if (null < 0 || ::dup2(input, STDIN_FILENO) < 0 || ::dup2(output, STDOUT_FILENO) < 0 ||
        ::dup2(errors, STDERR_FILENO) < 0) {
        return false;
    }
    for (const int fd : command.inherited_descriptors) {
        ::fcntl(fd, F_SETFD, 0);
    }
    if (command.user) {
        if (::setgroups(0, nullptr) != 0 || ::setgid(command.user->gid) != 0 ||
            ::setuid(command.user->uid) != 0) {
            return false;
        }
    }
    if (command.dies_with_parent) {
        // Set after the change of user, which clears it. The parent may have ended before that.
        ::prctl(PR_SET_PDEATHSIG, SIGQUIT);
        return ::getppid() == parent;
    }
    return true;
}

} // namespace

std::vector<std::string> program_folders() {
    const char* path = std::getenv("PATH");
    std::string_view rest = path != nullptr ? path : "";
    std::vector<std::string> folders;
    while (!rest.empty()) {
        const std::string_view folder = rest.substr(0, rest.find(':'));
        if (folder.starts_with('/')) {
            folders.emplace_back(folder);
        }
        rest.remove_prefix(std::min(rest.size(), folder.size() + 1));
    }
    return folders;
}

std::vector<std::string> current_environment() {
    std::vector<std::string> variables;
    for (char** entry = environ; *entry != nullptr; ++entry) {
        variables.emplace_back(*entry);
    }
    return variables;
}

pid_t start_process(const process_command& command) {
    const std::vector<char*> arguments = pointers(command.arguments);
    const std::vector<char*> variables = pointers(command.environment);
    pipe_ends ends = make_pipe();
    const pid_t parent = ::getpid();
    const pid_t child = ::fork();
    if (child == 0) {
        if (prepare_child(command, parent)) {
            ::execvpe(arguments[0], arguments.data(), variables.data());
        }
        const int reason = errno;
        [[maybe_unused]] const auto written = ::write(ends.writer.get(), &reason, sizeof reason);
        ::_exit(127);
    }
    int reason = child < 0 ? errno : 0;
    ends.writer.reset();
    if (child > 0) {
        // A successful exec closes the pipe.
        ssize_t count = 0;
        while ((count = ::read(ends.reader.get(), &reason, sizeof reason)) < 0 && errno == EINTR) {
        }
        if (count == static_cast<ssize_t>(sizeof reason)) {
            wait_for_process(child);
        }
    }
    if (reason != 0) {
        throw error(error_kind::failed,
                    fmt::format("cannot run {}: {}", command.arguments[0], std::strerror(reason)));
    }
    return child;
}

int wait_for_process(pid_t child) {
    int status = 0;
    while (::waitpid(child, &status, 0) < 0) {
        if (errno != EINTR) {
            return 0;
        }
    }
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

} // namespace dunlin
