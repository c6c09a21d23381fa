// SPDX-License-Identifier: MIT
#include "pid_file.hpp"

#include <dunlin/base/error.hpp>
#include <dunlin/base/file.hpp>
#include <dunlin/base/text.hpp>

#include <fmt/format.h>

#include <charconv>
#include <string>
#include <vector>

namespace fs = std::filesystem;

namespace dunlin::local {
namespace {

std::vector<std::string_view> lines_of(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        lines.push_back(trim(text.substr(0, end)));
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
    return lines;
}

pid_file::state state_of(std::string_view word) {
    if (word == "ready" || word == "standby") {
        return pid_file::state::ready;
    }
    return word == "stopping" ? pid_file::state::stopping : pid_file::state::starting;
}

} // namespace

std::optional<pid_file> parse_pid_file(std::string_view text) {
    const auto lines = lines_of(text);
    pid_file result;
    if (lines.empty()) {
        return std::nullopt;
    }
    const std::string_view number = lines[0];
    const auto [end, problem] =
        std::from_chars(number.data(), number.data() + number.size(), result.pid);
    if (problem != std::errc() || end != number.data() + number.size() || result.pid <= 0) {
        return std::nullopt;
    }
    if (lines.size() > 4) {
        result.sockets = fs::path(lines[4]);
    }
    if (lines.size() > 7) {
        result.current_state = state_of(lines[7]);
    }
    return result;
}

std::optional<pid_file> read_pid_file(const fs::path& data) {
    std::string text;
    try {
        text = read_file(data / "postmaster.pid");
    } catch (const error&) {
        return std::nullopt;
    }
    auto result = parse_pid_file(text);
    constexpr std::string_view own = "/proc/self/";
    if (result && result->sockets.string().starts_with(own)) {
        std::error_code ignored;
        const std::string rest = result->sockets.string().substr(own.size());
        result->sockets = fs::read_symlink(fmt::format("/proc/{}/{}", result->pid, rest), ignored);
    }
    return result;
}

bool runs_in(pid_t pid, const fs::path& folder) {
    std::error_code problem;
    return fs::equivalent(fmt::format("/proc/{}/cwd", pid), folder, problem) && !problem;
}

} // namespace dunlin::local
