// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/commands/global_options.hpp>
#include <dunlin/output/style.hpp>

#include <string_view>

namespace dunlin::output {
class status_line;
}
namespace dunlin::telemetry {
struct statement_record;
}

namespace dunlin::commands {

struct terminals;

/// Prints a command's messages to stderr, one line or paragraph per call. With
/// `--log-format json` each message is a JSON object with time, level and message. Control
/// characters are made visible, also in a file: it may be shown later. The messages stand above the
/// status line. A message that cannot be written is dropped.
class messages {
public:
    /// `line` writes to stderr and must outlive it.
    messages(const global_options& options, const terminals& terminals, output::status_line& line);

    /// Unless --quiet was given. `first_word` is the style of the first word.
    void info(std::string_view text, output::style first_word = output::style::none) const;
    /// With -v only.
    void debug(std::string_view text) const;
    /// With -vv only.
    void statement(const telemetry::statement_record& record) const;
    /// Always, after "warning: ".
    void warn(std::string_view text) const;

    [[nodiscard]] bool shows_statements() const noexcept { return verbosity_ >= 2; }

private:
    void write(std::string_view level, std::string_view text,
               output::style first_word = output::style::none) const;

    log_format format_;
    bool colour_;
    int verbosity_;
    bool quiet_;
    output::status_line& line_;
};

} // namespace dunlin::commands
