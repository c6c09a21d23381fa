// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/commands/global_options.hpp>

#include <string_view>

namespace dunlin::telemetry {
struct statement_record;
}

namespace dunlin::commands {

/// What a command says to people, on stderr: one line (or paragraph) a call. Under
/// `--log-format json` each call is one JSON object with time, level and message. Control
/// characters are made visible on a terminal. Failures to write are ignored: nobody listens.
class talk {
public:
    talk(const global_options& options, bool to_terminal);

    /// News of the run; silent under --quiet.
    void say(std::string_view text) const;
    /// With -v only.
    void detail(std::string_view text) const;
    /// A statement that ended, with -vv only.
    void statement(const telemetry::statement_record& record) const;
    /// Always, with "warning: " before it.
    void warn(std::string_view text) const;

    [[nodiscard]] bool traces() const noexcept { return verbosity_ >= 2; }

private:
    void write(std::string_view level, std::string_view prefix, std::string_view text) const;
    void put(std::string line) const;

    log_format format_;
    bool to_terminal_;
    int verbosity_;
    bool quiet_;
};

} // namespace dunlin::commands
