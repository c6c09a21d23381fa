// SPDX-License-Identifier: MIT
#include <dunlin/base/clock.hpp>
#include <dunlin/commands/talk.hpp>
#include <dunlin/output/json_writer.hpp>
#include <dunlin/output/safe_text.hpp>
#include <dunlin/output/sink.hpp>

#include <cstdio>
#include <string>
#include <utility>

namespace dunlin::commands {

talk::talk(const global_options& options, bool to_terminal)
    : format_(options.log), to_terminal_(to_terminal), verbosity_(options.verbosity),
      quiet_(options.quiet) {}

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
        output::string_sink text_of_line;
        output::json_writer(text_of_line)
            .begin_object()
            .member("time", format_utc(now()))
            .member("level", level)
            .member("message", text)
            .end_object();
        line = std::move(text_of_line.text);
    } else {
        line.append(prefix).append(to_terminal_ ? output::safe_lines(text) : std::string(text));
        line += '\n';
    }
    // One call a line, so that lines of two processes do not mix.
    std::fwrite(line.data(), 1, line.size(), stderr);
}

} // namespace dunlin::commands
