// SPDX-License-Identifier: MIT
#include <dunlin/base/error.hpp>
#include <dunlin/base/file.hpp>
#include <dunlin/base/interruption.hpp>
#include <dunlin/output/safe_text.hpp>
#include <dunlin/output/sink.hpp>

#include <fmt/format.h>
#include <poll.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace dunlin::output {
namespace {

constexpr std::size_t buffer_size = 64UL * 1024; // what a Linux pipe takes at once

/// Waits until a descriptor that somebody made non-blocking takes bytes again.
void wait_until_writable(int descriptor) {
    pollfd one{descriptor, POLLOUT, 0};
    ::poll(&one, 1, -1);
}

} // namespace

descriptor_sink::descriptor_sink(int descriptor, std::string name, const interruption* stop)
    : descriptor_(descriptor), name_(std::move(name)), stop_(stop) {
    buffer_.reserve(buffer_size);
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
    // Emptied first: after a failure nobody wants the same bytes tried again.
    const std::string held = std::exchange(buffer_, {});
    write_out(held);
    buffer_.reserve(buffer_size);
}

void descriptor_sink::write_out(std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
        if (written >= 0) {
            bytes.remove_prefix(static_cast<std::size_t>(written));
            continue;
        }
        if (errno == EPIPE) {
            throw closed_pipe();
        }
        if (errno == EAGAIN) {
            wait_until_writable(descriptor_);
        } else if (errno != EINTR) {
            throw error(error_kind::failed,
                        fmt::format("cannot write to {}: {}", name_, std::strerror(errno)));
        }
        if (stop_ != nullptr) {
            stop_->check();
        }
    }
}

void file_sink::write(std::string_view bytes) {
    file_.write(bytes);
}

void terminal_sink::write(std::string_view bytes) {
    if (bytes.find('\n') == std::string_view::npos && is_safe(bytes)) {
        inner_.write(bytes);
    } else {
        inner_.write(safe_lines(bytes));
    }
}

} // namespace dunlin::output
