// SPDX-License-Identifier: MIT
#include "query/pager.hpp"

#include <dunlin/base/error.hpp>
#include <dunlin/base/interruption.hpp>

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <utility>

namespace dunlin::commands {
namespace {

/// Of the started process: stdin is the pipe, and what we ignore (a write that fails) ends it as
/// usual.
class spawn_plan {
public:
    explicit spawn_plan(int input) {
        posix_spawn_file_actions_init(&actions);
        posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
        posix_spawnattr_init(&attributes);
        sigset_t usual;
        sigemptyset(&usual);
        sigaddset(&usual, SIGPIPE);
        sigaddset(&usual, SIGXFSZ);
        posix_spawnattr_setsigdefault(&attributes, &usual);
        posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
    }
    ~spawn_plan() {
        posix_spawn_file_actions_destroy(&actions);
        posix_spawnattr_destroy(&attributes);
    }
    spawn_plan(const spawn_plan&) = delete;
    spawn_plan& operator=(const spawn_plan&) = delete;

    posix_spawn_file_actions_t actions{};
    posix_spawnattr_t attributes{};
};

} // namespace

pager::pager(std::string command, const interruption& stop)
    : command_(std::move(command)), stop_(stop) {}

pager::~pager() {
    if (process_ < 0) {
        return;
    }
    // It holds the pipe open, too, and the pager reads to the pipe's end.
    pipe_.reset();
    ::close(input_);
    if (stop_.requested() == SIGTERM) {
        // Nobody is asked to leave it first. After Ctrl-C it stays: its user sits there and reads.
        ::kill(process_, SIGTERM);
    }
    while (::waitpid(process_, nullptr, 0) < 0 && errno == EINTR) {
    }
}

void pager::start() {
    std::array<int, 2> ends{-1, -1};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
        throw error(error_kind::failed,
                    fmt::format("cannot start the pager: {}", std::strerror(errno)));
    }
    // What git gives to less: leave at once when all fits, show colours, keep the screen.
    ::setenv("LESS", "FRX", 0);
    const spawn_plan plan(ends[0]);
    std::string shell = "sh";
    std::string flag = "-c";
    const std::array<char*, 4> arguments{shell.data(), flag.data(), command_.data(), nullptr};
    const int problem = ::posix_spawn(&process_, "/bin/sh", &plan.actions, &plan.attributes,
                                      arguments.data(), environ);
    ::close(ends[0]);
    input_ = ends[1];
    if (problem != 0) {
        ::close(input_);
        process_ = -1;
        throw error(error_kind::failed,
                    fmt::format("cannot start the pager: {}", std::strerror(problem)));
    }
    pipe_ = std::make_unique<output::descriptor_sink>(input_, "the pager", &stop_);
}

void pager::write(std::string_view bytes) {
    if (!pipe_) {
        start();
    }
    pipe_->write(bytes);
}

void pager::flush() {
    if (pipe_) {
        pipe_->flush();
    }
}

} // namespace dunlin::commands
