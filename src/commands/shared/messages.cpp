// SPDX-License-Identifier: MIT
#include <dunlin/base/clock.hpp>
#include <dunlin/commands/messages.hpp>
#include <dunlin/commands/terminal.hpp>
#include <dunlin/output/json_writer.hpp>
#include <dunlin/output/safe_text.hpp>
#include <dunlin/output/sink.hpp>
#include <dunlin/output/status_line.hpp>
#include <dunlin/telemetry/statement_record.hpp>

#include <fmt/format.h>

#include <string>
#include <utility>

namespace dunlin::commands {
namespace {

/// A JSON object that begins with the time; `write_members` adds the rest.
template <class WriteMembers> std::string json_line(WriteMembers&& write_members) {
    output::string_sink line;
    output::json_writer json(line);
    json.begin_object().member("time", format_utc(now()));
    write_members(json);
    json.end_object();
    return std::move(line.text);
}

} // namespace

messages::messages(const global_options& options, const terminals& terminals,
                   output::status_line& line)
    : format_(options.log), colour_(terminals.colour_error), verbosity_(options.verbosity),
      quiet_(options.quiet), line_(line) {}

void messages::info(std::string_view text, output::style first_word) const {
    if (!quiet_) {
        write("info", text, first_word);
    }
}

void messages::debug(std::string_view text) const {
    if (verbosity_ >= 1) {
        write("debug", text);
    }
}

void messages::warn(std::string_view text) const {
    if (format_ == log_format::json) {
        write("warning", text);
    } else {
        write("warning", fmt::format("warning: {}", text), output::style::warning);
    }
}

void messages::statement(const telemetry::statement_record& record) const {
    if (!shows_statements()) {
        return;
    }
    if (format_ == log_format::json) {
        line_.write(json_line([&](output::json_writer& json) {
            json.member("level", "trace").member("message", "statement");
            telemetry::write_members(json, record);
        }));
        return;
    }
    write("trace", to_string(record));
}

void messages::write(std::string_view level, std::string_view text,
                     output::style first_word) const {
    if (format_ == log_format::json) {
        line_.write(json_line([&](output::json_writer& json) {
            json.member("level", level).member("message", text);
        }));
        return;
    }
    const std::string lines = output::safe_message(text);
    line_.write(output::with_styled_first_word(lines, first_word, colour_) + "\n");
}

} // namespace dunlin::commands
