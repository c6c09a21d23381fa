// SPDX-License-Identifier: MIT
#include "process.hpp"

#include "descriptor.hpp"

#include <dunlin/base/error.hpp>
#include <dunlin/base/process.hpp>

#include <fcntl.h>
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

pid_t spawn(const command& what) {
    process_command process;
    process.arguments = what.arguments;
    process.environment = server_environment();
    // The server must not stand in a folder that someone may want to unmount, nor in one that its
    // user may not enter.
    process.folder = "/";
    if (what.as != nullptr && what.as->is_other) {
        process.user = process_user{what.as->uid, what.as->gid};
    }
    process.keep = what.keep;
    process.output = process.errors = what.output;
    process.own_session = what.own_session;
    process.dies_with_parent = what.dies_with_parent;
    return start_process(process);
}

int wait_for(pid_t child) {
    return wait_for_process(child);
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
