// SPDX-License-Identifier: MIT
#include "ending.hpp"

#include <dunlin/base/interruption.hpp>
#include <dunlin/sqldb/config.hpp>

#include <sys/socket.h>

#include <algorithm>

namespace dunlin::sqldb {
namespace {

using namespace std::chrono_literals;
using std::chrono::milliseconds;
using std::chrono::steady_clock;

/// Of the time for ending, what the cancel request may take before the answer to the statement is
/// waited for: both reach a server that works within milliseconds.
constexpr milliseconds longest_request = 1s;

/// How long after a signal a ROLLBACK may go on. The session is given up then, and the server rolls
/// back by itself.
constexpr milliseconds undo_after_signal = 5s;
/// The same of a command that has a time limit, and of one that has not.
constexpr milliseconds undo_within_limit = 2s;
constexpr milliseconds undo_without_limit = 10s;

} // namespace

wait_limits limits_of(const config& settings) noexcept {
    return {settings.stop, settings.statement_timeout, settings.cancel_timeout, settings.until};
}

wait_limits undo_limits_of(const config& settings) noexcept {
    wait_limits limits;
    limits.limit = settings.statement_timeout > 0ms ? undo_within_limit : undo_without_limit;
    limits.until = settings.until;
    if (settings.stop != nullptr && settings.stop->requested() != 0) {
        limits.until = earlier_of(limits.until, settings.stop->requested_at() + undo_after_signal);
    }
    return limits;
}

ending::ending(int socket, const cancel_request& request, const wait_limits& limits)
    : socket_(socket), request_(request), limits_(limits),
      until_(earlier_of(deadline_after(limits.limit), limits.until)) {}

bool ending::await(int descriptor, short events) noexcept {
    for (;;) {
        const auto* stop = reason_ == wake::ready ? limits_.stop : nullptr;
        const wake woken = wait_for(descriptor, events, stop, until_);
        if (woken == wake::ready) {
            return true;
        }
        if (reason_ != wake::ready || limits_.cancel_timeout <= 0ms) {
            reason_ = reason_ == wake::ready ? woken : reason_;
            has_given_up_ = true;
            ::shutdown(socket_, SHUT_RDWR);
            return false;
        }
        begin(woken);
    }
}

bool ending::has_begun() noexcept {
    if (reason_ == wake::ready) {
        const bool stop = limits_.stop != nullptr && limits_.stop->requested() != 0;
        if (stop || (until_ && steady_clock::now() >= *until_)) {
            begin(stop ? wake::interrupted : wake::timed_out);
        }
    }
    return reason_ != wake::ready;
}

void ending::begin(wake reason) noexcept {
    reason_ = reason;
    until_ = steady_clock::now() + limits_.cancel_timeout;
    if (limits_.cancel_timeout > 0ms) {
        request_.send(steady_clock::now() + std::min(limits_.cancel_timeout, longest_request));
    }
}

} // namespace dunlin::sqldb
