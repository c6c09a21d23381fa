// SPDX-License-Identifier: MIT
#include <dunlin/base/clock.hpp>
#include <dunlin/base/error.hpp>
#include <dunlin/base/interruption.hpp>
#include <dunlin/output/safe_text.hpp>
#include <dunlin/output/sink.hpp>

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>
#include <cstring>
#include <limits>
#include <utility>

namespace dunlin::output {
namespace {

constexpr std::size_t buffer_size = 64UL * 1024; // the capacity of a Linux pipe

/// Opens a pipe a second time, because O_NONBLOCK on the first descriptor would apply to every
/// other program that shares it. Returns -1 when the system refuses.
int reopen_pipe(int pipe) {
    return ::open(fmt::format("/proc/self/fd/{}", pipe).c_str(), O_WRONLY | O_NONBLOCK | O_CLOEXEC);
}

int milliseconds_until(std::chrono::steady_clock::time_point end) {
    const auto left =
        std::chrono::ceil<std::chrono::milliseconds>(end - std::chrono::steady_clock::now());
    return static_cast<int>(std::clamp<std::int64_t>(left.count(), 0, INT_MAX));
}

} // namespace

descriptor_sink::descriptor_sink(int descriptor, std::string name, const interruption* stop,
                                 std::chrono::milliseconds limit)
    : descriptor_(descriptor), name_(std::move(name)), stop_(stop), limit_(limit) {
    buffer_.reserve(buffer_size);
}

descriptor_sink::~descriptor_sink() {
    if (reopened_ >= 0) {
        ::close(reopened_);
    }
}

void descriptor_sink::write(std::string_view bytes) {
    if (buffer_.size() + bytes.size() > buffer_size) {
        flush();
    }
    if (bytes.size() >= buffer_size) {
        write_out(bytes);
    } else {
        buffer_.append(bytes);
    }
}

void descriptor_sink::flush() {
    // Emptied first, so that bytes are not written again after a failure.
    const std::string held = std::exchange(buffer_, {});
    write_out(held);
    buffer_.reserve(buffer_size);
}

/// A blocking write would ignore the time limit, and a signal that arrives just before it.
void descriptor_sink::prepare() {
    max_write_ = std::numeric_limits<std::size_t>::max();
    struct stat info {};
    if (::fstat(descriptor_, &info) != 0 || S_ISREG(info.st_mode)) {
        return;
    }
    reopened_ = S_ISFIFO(info.st_mode) ? reopen_pipe(descriptor_) : -1;
    if (reopened_ < 0) {
        polls_before_write_ = true;
        max_write_ = PIPE_BUF; // this much does not block once poll() reports the pipe writable
    }
}

void descriptor_sink::write_out(std::string_view bytes) {
    if (max_write_ == 0) {
        prepare();
    }
    while (!bytes.empty()) {
        if (polls_before_write_) {
            await_reader();
        }
        const ssize_t written = ::write(reopened_ >= 0 ? reopened_ : descriptor_, bytes.data(),
                                        std::min(bytes.size(), max_write_));
        if (written >= 0) {
            bytes.remove_prefix(static_cast<std::size_t>(written));
            continue;
        }
        if (errno == EPIPE) {
            throw closed_pipe();
        }
        if (errno == EAGAIN) {
            await_reader();
        } else if (errno != EINTR) {
            throw error(error_kind::failed,
                        fmt::format("cannot write to {}: {}", name_, std::strerror(errno)));
        } else if (stop_ != nullptr) {
            stop_->check();
        }
    }
}

void descriptor_sink::await_reader() const {
    const auto end = std::chrono::steady_clock::now() + limit_;
    for (;;) {
        std::array<pollfd, 2> polled{pollfd{reopened_ >= 0 ? reopened_ : descriptor_, POLLOUT, 0},
                                     pollfd{stop_ == nullptr ? -1 : stop_->fd(), POLLIN, 0}};
        const int count =
            ::poll(polled.data(), polled.size(), limit_.count() > 0 ? milliseconds_until(end) : -1);
        if (polled[0].revents != 0) {
            return;
        }
        if (stop_ != nullptr) {
            stop_->check();
        }
        if (count == 0) {
            throw error(error_kind::timed_out,
                        fmt::format("cannot write to {}: nothing was read from it for {}", name_,
                                    format_duration(limit_)));
        }
    }
}

void terminal_sink::write(std::string_view bytes) {
    if (bytes.find('\n') == std::string_view::npos && is_safe(bytes)) {
        inner_.write(bytes);
    } else {
        inner_.write(safe_lines(bytes));
    }
}

} // namespace dunlin::output
