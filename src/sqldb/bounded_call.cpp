// SPDX-License-Identifier: MIT
#include "bounded_call.hpp"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <cstdint>
#include <exception>
#include <memory>
#include <thread>
#include <utility>

namespace dunlin::sqldb {

completion::completion() : fd_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {}
completion::~completion() {
    ::close(fd_);
}

void completion::set() const noexcept {
    const std::uint64_t one = 1;
    [[maybe_unused]] const auto written = ::write(fd_, &one, sizeof one);
}

signal_blocker::signal_blocker() {
    sigset_t all;
    sigfillset(&all);
    ::pthread_sigmask(SIG_SETMASK, &all, &before_);
}
signal_blocker::~signal_blocker() {
    ::pthread_sigmask(SIG_SETMASK, &before_, nullptr);
}

wake bounded_call(std::function<void()> call, const interruption* stop, deadline until) {
    // Shared by both threads, because either may end last.
    const auto done = std::make_shared<completion>();
    if (done->fd() < 0) {
        return wake::timed_out;
    }
    try {
        const signal_blocker scope;
        std::thread([done, work = std::move(call)]() mutable {
            work();
            work = nullptr; // destroy what it owns before the caller continues
            done->set();
        }).detach();
    } catch (const std::exception&) {
        return wake::timed_out;
    }
    return wait_for(done->fd(), POLLIN, stop, until);
}

} // namespace dunlin::sqldb
