// SPDX-License-Identifier: MIT
#include "bounded_call.hpp"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <csignal>
#include <cstdint>
#include <exception>
#include <memory>
#include <thread>
#include <utility>

namespace dunlin::sqldb {
namespace {

/// Becomes readable when it is set. Shared by both threads, since either may be the last.
class completion {
public:
    completion() : fd_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {}
    ~completion() { ::close(fd_); }
    completion(const completion&) = delete;
    completion& operator=(const completion&) = delete;

    void set() const noexcept {
        const std::uint64_t one = 1;
        [[maybe_unused]] const auto written = ::write(fd_, &one, sizeof one);
    }
    [[nodiscard]] int fd() const noexcept { return fd_; }

private:
    int fd_;
};

/// Blocks all signals for its scope: a thread that is started in it handles none, so that a signal
/// still wakes the thread that waits.
class no_signals {
public:
    no_signals() {
        sigset_t all;
        sigfillset(&all);
        ::pthread_sigmask(SIG_SETMASK, &all, &before_);
    }
    ~no_signals() { ::pthread_sigmask(SIG_SETMASK, &before_, nullptr); }
    no_signals(const no_signals&) = delete;
    no_signals& operator=(const no_signals&) = delete;

private:
    sigset_t before_{};
};

} // namespace

wake bounded_call(std::function<void()> call, const interruption* stop, deadline until) {
    const auto done = std::make_shared<completion>();
    if (done->fd() < 0) {
        return wake::timed_out;
    }
    try {
        const no_signals scope;
        std::thread([done, work = std::move(call)]() mutable {
            work();
            work = nullptr; // what it owns is gone before the caller goes on
            done->set();
        }).detach();
    } catch (const std::exception&) {
        return wake::timed_out;
    }
    return wait_for(done->fd(), POLLIN, stop, until);
}

} // namespace dunlin::sqldb
