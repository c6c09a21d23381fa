// SPDX-License-Identifier: MIT
#include "query/pager.hpp"

#include "query/query.hpp"

#include <dunlin/base/error.hpp>
#include <dunlin/base/interruption.hpp>
#include <dunlin/base/process.hpp>
#include <dunlin/base/text.hpp>
#include <dunlin/commands/context.hpp>

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <string_view>
#include <utility>

namespace dunlin::commands {
namespace {

std::string_view variable(const char* name) {
    const char* value = std::getenv(name);
    return value == nullptr ? "" : value;
}

bool is_installed(std::string_view program) {
    const auto folders = program_folders();
    return std::any_of(folders.begin(), folders.end(), [program](const std::string& folder) {
        return ::access(fmt::format("{}/{}", folder, program).c_str(), X_OK) == 0;
    });
}

/// A terminal whose size or abilities are unknown makes less ask before it shows anything.
bool can_page(const output::terminal& screen) {
    const std::string_view type = variable("TERM");
    return screen.height != 0 && !type.empty() && type != "dumb";
}

} // namespace

pager_choice choose_pager(const query_options& options, const context& context) {
    const output::terminal& screen = context.terminals().output;
    if (!screen.is_terminal || options.no_pager || options.watch) {
        return {};
    }
    if (std::getenv("PAGER") != nullptr) {
        const std::string_view command = trim(variable("PAGER"));
        return {std::string(command == "cat" ? "" : command), false};
    }
    // Quit if everything fits, show colours, keep the screen.
    return can_page(screen) && is_installed("less") ? pager_choice{"less -FRX", true}
                                                    : pager_choice{};
}

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
