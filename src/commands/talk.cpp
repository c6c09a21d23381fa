// SPDX-License-Identifier: MIT
#include <dunlin/base/clock.hpp>
#include <dunlin/commands/talk.hpp>

#include <nlohmann/json.hpp>

#include <cstdio>
#include <string>

namespace dunlin::commands {

talk::talk(const global_options& options)
    : format_(options.log), verbosity_(options.verbosity), quiet_(options.quiet) {}

void talk::say(std::string_view text) const {
    if (!quiet_) {
        write("info", "", text);
    }
}

void talk::detail(std::string_view text) const {
    if (verbosity_ >= 1) {
        write("debug", "", text);
    }
}

void talk::trace(std::string_view text) const {
    if (traces()) {
        write("trace", "", text);
    }
}

void talk::warn(std::string_view text) const {
    write("warning", "warning: ", text);
}

void talk::write(std::string_view level, std::string_view prefix, std::string_view text) const {
    std::string line;
    if (format_ == log_format::json) {
        line =
            nlohmann::ordered_json{{"time", format_utc(now())}, {"level", level}, {"message", text}}
                .dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
    } else {
        line.append(prefix).append(text);
    }
    line += '\n';
    // One call a line, so that lines of two processes do not mix.
    std::fwrite(line.data(), 1, line.size(), stderr);
}

} // namespace dunlin::commands
