// SPDX-License-Identifier: MIT
#include "process.hpp"

#include "descriptor.hpp"

#include <dunlin/base/error.hpp>

#include <fcntl.h>
#include <fmt/format.h>
#include <grp.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <string_view>

namespace dunlin::local {
namespace {

std::vector<std::string> server_environment() {
    std::vector<std::string> result;
    for (char** entry = environ; *entry != nullptr; ++entry) {
        const std::string_view text(*entry);
        if (!text.starts_with("PG") && !text.starts_with("LC_") && !text.starts_with("LANG") &&
            !text.starts_with("TZ=")) {
            result.emplace_back(text);
        }
    }
    // With TZ set, initdb need not compare the system's clock with every zone file.
    result.insert(result.end(), {"LC_ALL=C", "TZ=UTC"});
    return result;
}

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
    for (const int signal : {SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGPIPE, SIGCHLD}) {
        (void)std::signal(signal, SIG_DFL);
    }
}

// Between fork and exec only async-signal-safe calls are made: another thread of the parent may
// have held any lock.
bool become(const command& what, pid_t parent) {
    reset_signals();
    if (what.own_session) {
        ::setsid();
    }
    const int null = ::open("/dev/null", O_RDWR);
    const int output = what.output >= 0 ? what.output : null;
    if (null < 0 || ::dup2(null, STDIN_FILENO) < 0 || ::dup2(output, STDOUT_FILENO) < 0 ||
        ::dup2(output, STDERR_FILENO) < 0) {
        return false;
    }
    for (const int fd : what.keep) {
        ::fcntl(fd, F_SETFD, 0);
    }
    if (what.as != nullptr && what.as->is_other) {
        if (::setgroups(0, nullptr) != 0 || ::setgid(what.as->gid) != 0 ||
            ::setuid(what.as->uid) != 0) {
            return false;
        }
    }
    if (what.dies_with_parent) {
        // After the change of user, which clears it; and the parent may have ended before.
        ::prctl(PR_SET_PDEATHSIG, SIGQUIT);
        return ::getppid() == parent;
    }
    return true;
}

} // namespace

pid_t spawn(const command& what) {
    const std::vector<std::string> environment = server_environment();
    const std::vector<char*> arguments = pointers(what.arguments);
    const std::vector<char*> variables = pointers(environment);
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0) {
        throw error(error_kind::failed,
                    fmt::format("cannot make a pipe: {}", std::strerror(errno)));
    }
    descriptor verdict(ends[0]);
    descriptor report(ends[1]);
    const pid_t parent = ::getpid();
    const pid_t child = ::fork();
    if (child == 0) {
        // The server must not stand in a folder that someone may want to unmount, nor in one that
        // its user may not enter.
        if (::chdir("/") == 0 && become(what, parent)) {
            ::execve(arguments[0], arguments.data(), variables.data());
        }
        const int reason = errno;
        [[maybe_unused]] const auto written = ::write(report.get(), &reason, sizeof reason);
        ::_exit(127);
    }
    int reason = child < 0 ? errno : 0;
    report.reset();
    if (child > 0) {
        // The pipe closes by itself when exec succeeds.
        ssize_t got = 0;
        while ((got = ::read(verdict.get(), &reason, sizeof reason)) < 0 && errno == EINTR) {
        }
        if (got == static_cast<ssize_t>(sizeof reason)) {
            wait_for(child);
        }
    }
    if (reason != 0) {
        throw error(error_kind::failed,
                    fmt::format("cannot run {}: {}", what.arguments[0], std::strerror(reason)));
    }
    return child;
}

int wait_for(pid_t child) {
    int status = 0;
    while (::waitpid(child, &status, 0) < 0) {
        if (errno != EINTR) {
            return 0;
        }
    }
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

std::string output_of(std::vector<std::string> arguments) {
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0) {
        return {};
    }
    descriptor reader(ends[0]);
    descriptor writer(ends[1]);
    command what;
    what.arguments = std::move(arguments);
    what.output = writer.get();
    pid_t child = 0;
    try {
        child = spawn(what);
    } catch (const error&) {
        return {};
    }
    writer.reset();
    std::string result;
    char buffer[4096];
    ssize_t got = 0;
    while ((got = ::read(reader.get(), buffer, sizeof buffer)) > 0 || (got < 0 && errno == EINTR)) {
        result.append(buffer, got > 0 ? static_cast<std::size_t>(got) : 0);
    }
    return wait_for(child) == 0 ? result : std::string();
}

} // namespace dunlin::local
