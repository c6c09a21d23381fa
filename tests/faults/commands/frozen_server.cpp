// SPDX-License-Identifier: MIT
#include "frozen_server.hpp"

#include <csignal>
#include <filesystem>
#include <fstream>
#include <string>

namespace faults {
namespace {

/// 0 when the process is gone.
pid_t parent_of(const std::filesystem::path& process) {
    std::ifstream file(process / "stat");
    const std::string text((std::istreambuf_iterator<char>(file)), {});
    // The name, in parentheses, may hold anything (proc(5)); behind it stand state and parent.
    const auto name_end = text.rfind(')');
    return name_end == std::string::npos
               ? 0
               : static_cast<pid_t>(std::strtol(text.c_str() + name_end + 4, nullptr, 10));
}

std::vector<pid_t> children_of(pid_t parent) {
    std::vector<pid_t> found;
    for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
        const std::string name = entry.path().filename().string();
        const bool is_process = name.find_first_not_of("0123456789") == std::string::npos;
        if (is_process && parent_of(entry.path()) == parent) {
            found.push_back(static_cast<pid_t>(std::stol(name)));
        }
    }
    return found;
}

} // namespace

frozen_server::frozen_server(pid_t postmaster) : processes_{postmaster} {
    // A postmaster that is frozen makes no more children.
    ::kill(postmaster, SIGSTOP);
    for (const pid_t child : children_of(postmaster)) {
        processes_.push_back(child);
        ::kill(child, SIGSTOP);
    }
}

frozen_server::~frozen_server() {
    for (const pid_t process : processes_) {
        ::kill(process, SIGCONT);
    }
}

} // namespace faults
