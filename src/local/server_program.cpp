// SPDX-License-Identifier: MIT
#include "server_program.hpp"

#include <dunlin/base/descriptor.hpp>
#include <dunlin/base/error.hpp>

#include <unistd.h>

#include <cerrno>
#include <string_view>
#include <utility>

namespace dunlin::local {
namespace {

std::vector<std::string> server_environment() {
    std::vector<std::string> result;
    for (std::string& text : current_environment()) {
        if (!text.starts_with("PG") && !text.starts_with("LC_") && !text.starts_with("LANG") &&
            !text.starts_with("TZ=")) {
            result.push_back(std::move(text));
        }
    }
    // With TZ set, initdb need not compare the system's clock with every zone file.
    result.insert(result.end(), {"LC_ALL=C", "TZ=UTC"});
    return result;
}

} // namespace

process_command server_program(std::vector<std::string> arguments, const account* owner) {
    process_command command;
    command.arguments = std::move(arguments);
    command.environment = server_environment();
    // The server's working folder would keep a file system from being unmounted, and its user may
    // not be allowed to enter the caller's.
    command.folder = "/";
    if (owner != nullptr && owner->is_other_user) {
        command.user = process_user{owner->uid, owner->gid};
    }
    return command;
}

std::string output_of(std::vector<std::string> arguments) {
    pipe_ends ends;
    process_command command = server_program(std::move(arguments));
    pid_t child = 0;
    try {
        ends = make_pipe();
        command.output = command.errors = ends.writer.get();
        child = start_process(command);
    } catch (const error&) {
        return {};
    }
    ends.writer.reset();
    std::string result;
    char buffer[4096];
    ssize_t size = 0;
    while ((size = ::read(ends.reader.get(), buffer, sizeof buffer)) > 0 ||
           (size < 0 && errno == EINTR)) {
        result.append(buffer, size > 0 ? static_cast<std::size_t>(size) : 0);
    }
    return wait_for_process(child) == 0 ? result : std::string();
}

} // namespace dunlin::local
