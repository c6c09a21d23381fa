// SPDX-License-Identifier: MIT
#include "shared/password_command.hpp"

#include <dunlin/base/clock.hpp>
#include <dunlin/base/error.hpp>
#include <dunlin/base/process.hpp>
#include <dunlin/commands/messages.hpp>
#include <dunlin/output/safe_text.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <string_view>

namespace dunlin::commands {
namespace {

constexpr std::chrono::milliseconds max_run_time{30000};
constexpr std::chrono::milliseconds time_after_timeout{3000};
constexpr std::size_t max_output_bytes = 64 * 1024;

error failure(const config::value_origin& from, const std::string& reason) {
    return error(error_kind::connection,
                 fmt::format("password_command ({}) {}", config::to_string(from), reason))
        .with_hint("The command must print the password as its first line and exit with code 0.");
}

std::string first_line(std::string_view text) {
    text = text.substr(0, text.find('\n'));
    if (text.ends_with('\r')) {
        text.remove_suffix(1);
    }
    return std::string(text);
}

} // namespace

std::string run_password_command(const config::setting<std::string>& command,
                                 const messages& messages, const interruption& stop,
                                 std::chrono::milliseconds timeout) {
    const auto time_limit =
        timeout.count() > 0 ? std::min(max_run_time, timeout + time_after_timeout) : max_run_time;
    process_command shell;
    shell.arguments = {"/bin/sh", "-c", command.value};
    shell.environment = current_environment();
    const auto result =
        capture_process(shell, {time_limit, max_output_bytes}, &stop, [&](std::string_view line) {
            messages.warn(fmt::format("password_command: {}", output::safe_text(line)));
        });
    if (!result) {
        throw failure(command.origin,
                      fmt::format("did not finish within {}", format_duration(time_limit)));
    }
    if (result->status != 0) {
        throw failure(command.origin, fmt::format("failed with exit code {}", result->status));
    }
    std::string password = first_line(result->output);
    if (password.empty() || password.find('\0') != std::string::npos) {
        throw failure(command.origin, password.empty() ? "printed no password"
                                                       : "printed a password with a zero byte");
    }
    return password;
}

} // namespace dunlin::commands
