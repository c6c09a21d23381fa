// SPDX-License-Identifier: MIT
#include <dunlin/base/error.hpp>
#include <dunlin/base/interruption.hpp>

#include <sys/eventfd.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdint>

namespace dunlin {

interruption::interruption() : fd_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
    if (fd_ < 0) {
        throw error(error_kind::failed, "cannot create an event descriptor");
    }
}

interruption::~interruption() {
    ::close(fd_);
}

void interruption::request(int signal) noexcept {
    const int saved = errno;
    // Stored before the signal, whose readers expect it. clock_gettime() is async-signal-safe.
    std::chrono::steady_clock::rep never = 0;
    requested_at_.compare_exchange_strong(
        never, std::chrono::steady_clock::now().time_since_epoch().count());
    int none = 0;
    if (signal_.compare_exchange_strong(none, signal)) {
        const std::uint64_t one = 1;
        // The result does not matter: a full counter is readable too.
        [[maybe_unused]] const auto written = ::write(fd_, &one, sizeof one);
    }
    errno = saved;
}

std::chrono::steady_clock::time_point interruption::requested_at() const noexcept {
    return std::chrono::steady_clock::time_point(
        std::chrono::steady_clock::duration(requested_at_.load()));
}

void interruption::check() const {
    const int signal = requested();
    if (signal != 0) {
        error stop(error_kind::interrupted,
                   signal == SIGTERM ? "terminated (SIGTERM)" : "interrupted (SIGINT)");
        stop.signal = signal;
        throw stop;
    }
}

} // namespace dunlin
