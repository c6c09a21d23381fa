// SPDX-License-Identifier: MIT
#pragma once

#include <sys/types.h>

#include <chrono>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dunlin::test {

/// How to start the built program. Its environment is that of the test without everything that
/// could change what it does (PG*, DUNLIN_*, OTEL_*, DATABASE_URL, colour, width, locale);
/// `environment` is set on top.
struct surroundings {
    std::map<std::string, std::string> environment{};
    std::string input{};             ///< what it reads on stdin; then end of file
    std::filesystem::path folder{};  ///< its working directory; empty: that of the test
    std::filesystem::path program{}; ///< empty: the built dunlin
};

struct outcome {
    int exit_code = -1; ///< 128 + n when signal n ended it
    std::string out;    ///< stdout; in a terminal, all that it shows
    std::string err;    ///< stderr; in a terminal, empty
};

/// A started program, whose stdout and stderr are read by wait(). Killed at the end of the scope if
/// it still runs.
class running_program {
public:
    /// With pipes, or with columns in a terminal as run_in_terminal() has it.
    explicit running_program(const std::vector<std::string>& arguments,
                             const surroundings& context = {}, int columns = 0);
    ~running_program();
    running_program(const running_program&) = delete;
    running_program& operator=(const running_program&) = delete;

    [[nodiscard]] pid_t pid() const noexcept { return pid_; }
    void send(int signal) const;
    /// Reads until it has written a line to stderr (wait() returns it with the rest).
    void wait_for_error_line();
    /// Reads its stdout (or terminal) until this text has come, or it has ended. Throws when that
    /// takes two minutes.
    void wait_for_output(std::string_view text);
    /// Types into its terminal.
    void type(std::string_view keys) const;
    /// Reads its terminal until a line contains this text. Returns the rest of that line.
    std::string line_after(std::string_view text);
    /// Stops reading its stdout, as `head` does when it has enough.
    void close_output();
    /// Whether it ends within that time; reads nothing meanwhile.
    [[nodiscard]] bool ends_within(std::chrono::milliseconds limit) const;
    /// Reads until it has ended. A program that runs for two minutes is killed.
    outcome wait();

private:
    pid_t pid_ = -1;
    int in_ = -1;
    int out_ = -1;
    int err_ = -1;
    std::string input_;
    outcome seen_;
};

/// Runs the program to its end, with pipes.
outcome run_program(const std::vector<std::string>& arguments, const surroundings& context = {});

/// Runs it in a terminal of that many columns (TERM=xterm-256color). `input` is typed at once; the
/// terminal does not echo. Line ends are LF.
outcome run_in_terminal(const std::vector<std::string>& arguments, int columns,
                        const surroundings& context = {});

/// The path of the built dunlin.
std::filesystem::path dunlin_program();

} // namespace dunlin::test
