// SPDX-License-Identifier: MIT
#include "query/pager.hpp"

#include <dunlin/base/error.hpp>
#include <dunlin/base/interruption.hpp>
#include <dunlin/base/process.hpp>

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <utility>

namespace dunlin::commands {

pager::pager(std::string command, const interruption& stop)
    : command_(std::move(command)), stop_(stop) {}

pager::~pager() {
    if (process_ < 0) {
        return;
    }
    // Both hold the pipe open, and the pager reads until it is closed.
    pipe_.reset();
    ::close(input_);
    if (stop_.requested() == SIGTERM) {
        // After Ctrl-C the pager stays open, because its user is still reading.
        ::kill(process_, SIGTERM);
    }
    wait_for_process(process_);
}

void pager::start() {
    std::array<int, 2> ends{-1, -1};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
        throw error(error_kind::failed,
                    fmt::format("cannot start the pager: {}", std::strerror(errno)));
    }
    // As git does for less: quit if everything fits, show colours, keep the screen.
    ::setenv("LESS", "FRX", 0);
    process_command shell;
    shell.arguments = {"/bin/sh", "-c", command_};
    shell.environment = current_environment();
    shell.input = ends[0];
    shell.output = STDOUT_FILENO;
    shell.errors = STDERR_FILENO;
    input_ = ends[1];
    try {
        process_ = start_process(shell);
    } catch (const error&) {
        ::close(ends[0]);
        ::close(input_);
        throw;
    }
    ::close(ends[0]);
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
