// SPDX-License-Identifier: MIT
#include <dunlin/base/descriptor.hpp>
#include <dunlin/base/process.hpp>

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <utility>

namespace dunlin {
namespace {

using clock = std::chrono::steady_clock;

/// The end of a pipe that this process reads; the other end is the program's.
class pipe_reader {
public:
    pipe_reader() : ends_(make_pipe()) { ::fcntl(reader(), F_SETFL, O_NONBLOCK); }

    [[nodiscard]] int reader() const noexcept { return ends_.reader.get(); }
    [[nodiscard]] int writer() const noexcept { return ends_.writer.get(); }
    void close_writer() noexcept { ends_.writer.reset(); }

    /// Reads what is available; closes the reading end at the end of the data.
    std::string read() {
        std::string text;
        std::array<char, 4096> buffer{};
        while (ends_.reader.is_open()) {
            const ssize_t count = ::read(reader(), buffer.data(), buffer.size());
            if (count > 0) {
                text.append(buffer.data(), static_cast<std::size_t>(count));
            } else if (count == 0 || (errno != EINTR && errno != EAGAIN)) {
                ends_.reader.reset();
            } else if (errno == EAGAIN) {
                break;
            }
            if (text.size() >= max_read) {
                break;
            }
        }
        return text;
    }

private:
    static constexpr std::size_t max_read = 1 << 20;

    pipe_ends ends_;
};

/// A started program that is killed at the end of the scope when it still runs.
class child_process {
public:
    explicit child_process(const process_command& command) : pid_(start_process(command)) {}
    ~child_process() {
        if (pid_ > 0) {
            ::kill(pid_, SIGKILL);
            wait_for_process(pid_);
        }
    }
    child_process(const child_process&) = delete;
    child_process& operator=(const child_process&) = delete;

    /// Its exit status when it has ended, else nullopt.
    std::optional<int> ended() {
        siginfo_t info{};
        if (::waitid(P_PID, static_cast<id_t>(pid_), &info, WEXITED | WNOHANG | WNOWAIT) != 0 ||
            info.si_pid == 0) {
            return std::nullopt;
        }
        return wait_for_process(std::exchange(pid_, -1));
    }

private:
    pid_t pid_;
};

/// Splits text that arrives in chunks into lines.
class line_splitter {
public:
    explicit line_splitter(const std::function<void(std::string_view)>& on_line)
        : on_line_(on_line) {}

    void add(std::string_view text) {
        pending_ += text;
        for (std::size_t end = pending_.find('\n'); end != std::string::npos;
             end = pending_.find('\n')) {
            on_line_(std::string_view(pending_).substr(0, end));
            pending_.erase(0, end + 1);
        }
        if (pending_.size() > max_line_size) {
            finish();
        }
    }
    void finish() {
        if (!pending_.empty()) {
            on_line_(std::exchange(pending_, {}));
        }
    }

private:
    static constexpr std::size_t max_line_size = 64 * 1024;

    const std::function<void(std::string_view)>& on_line_;
    std::string pending_;
};

void wait_for_output(const pipe_reader& output, const pipe_reader& errors,
                     const interruption* stop) {
    // The pipes close when the program ends, unless a child of its own keeps them open; so look for
    // the end regularly.
    constexpr int step_ms = 20;
    std::array<pollfd, 3> polled{{{output.reader(), POLLIN, 0},
                                  {errors.reader(), POLLIN, 0},
                                  {stop != nullptr ? stop->fd() : -1, POLLIN, 0}}};
    ::poll(polled.data(), polled.size(), step_ms);
    if (stop != nullptr) {
        stop->check();
    }
}

} // namespace

std::optional<process_output>
capture_process(process_command command, const capture_limits& limits, const interruption* stop,
                const std::function<void(std::string_view)>& on_error_line) {
    pipe_reader output;
    pipe_reader errors;
    command.output = output.writer();
    command.errors = errors.writer();
    child_process child(command);
    output.close_writer();
    errors.close_writer();
    const auto deadline = clock::now() + limits.time;
    process_output result;
    line_splitter lines(on_error_line);
    const auto read_all = [&] {
        const std::string chunk = output.read();
        result.output.append(chunk, 0, limits.bytes - std::min(limits.bytes, result.output.size()));
        lines.add(errors.read());
    };
    while (true) {
        const auto status = child.ended();
        read_all();
        if (status) {
            lines.finish();
            result.status = *status;
            return result;
        }
        if (clock::now() >= deadline) {
            lines.finish();
            return std::nullopt;
        }
        wait_for_output(output, errors, stop);
    }
}

} // namespace dunlin
