// SPDX-License-Identifier: MIT
#include "query/pager.hpp"

#include <dunlin/base/error.hpp>
#include <dunlin/base/interruption.hpp>
#include <dunlin/base/process.hpp>

#include <unistd.h>

#include <csignal>
#include <cstdlib>
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
    input_.reset();
    if (stop_.requested() == SIGTERM) {
        // After Ctrl-C the pager stays open, because its user is still reading.
        ::kill(process_, SIGTERM);
    }
    wait_for_process(process_);
}

void pager::start() {
    pipe_ends ends = make_pipe();
    // As git does for less: quit if everything fits, show colours, keep the screen.
    ::setenv("LESS", "FRX", 0);
    process_command shell;
    shell.arguments = {"/bin/sh", "-c", command_};
    shell.environment = current_environment();
    shell.input = ends.reader.get();
    shell.output = STDOUT_FILENO;
    shell.errors = STDERR_FILENO;
    process_ = start_process(shell);
    input_ = std::move(ends.writer);
    pipe_ = std::make_unique<output::descriptor_sink>(input_.get(), "the pager", &stop_);
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
