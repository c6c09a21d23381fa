// SPDX-License-Identifier: MIT
#include "cancellation.hpp"

#include <dunlin/base/interruption.hpp>
#include <dunlin/sqldb/config.hpp>

#include <sys/socket.h>

#include <algorithm>

namespace dunlin::sqldb {
namespace {

using namespace std::chrono_literals;
using std::chrono::milliseconds;
using std::chrono::steady_clock;

/// Maximum time for the cancel request, as part of the cancel timeout. A server that works answers
/// within milliseconds.
constexpr milliseconds max_request_time = 1s;

/// How long after a signal a ROLLBACK may run. Then the session is abandoned, and the server rolls
/// back on its own.
constexpr milliseconds rollback_after_signal = 5s;
/// Maximum time of a ROLLBACK in a command with a time limit, and in one without.
constexpr milliseconds rollback_within_limit = 2s;
constexpr milliseconds rollback_without_limit = 10s;

} // namespace

wait_limits limits_of(const config& settings, const call_limits& call) noexcept {
    return {call.stop != nullptr ? call.stop : settings.stop, settings.statement_timeout,
            settings.cancel_timeout, earlier_of(settings.until, call.until)};
}

wait_limits rollback_limits_of(const config& settings) noexcept {
    wait_limits limits;
    limits.limit =
        settings.statement_timeout > 0ms ? rollback_within_limit : rollback_without_limit;
    limits.until = settings.until;
    if (settings.stop != nullptr && settings.stop->requested() != 0) {
        limits.until =
            earlier_of(limits.until, settings.stop->requested_at() + rollback_after_signal);
    }
    return limits;
}

cancellation::cancellation(int socket, const cancel_request& request, const wait_limits& limits)
    : socket_(socket), request_(request), limits_(limits),
      until_(earlier_of(deadline_after(limits.limit), limits.until)) {}

bool cancellation::await(int descriptor, short events) noexcept {
    for (;;) {
        const auto* stop = reason_ == wake::ready ? limits_.stop : nullptr;
        const wake woken_by = wait_for(descriptor, events, stop, until_);
        if (woken_by == wake::ready) {
            return true;
        }
        if (reason_ != wake::ready || limits_.cancel_timeout <= 0ms) {
            reason_ = reason_ == wake::ready ? woken_by : reason_;
            has_given_up_ = true;
            ::shutdown(socket_, SHUT_RDWR);
            return false;
        }
        begin(woken_by);
    }
}

bool cancellation::has_begun() noexcept {
    if (reason_ == wake::ready) {
        const bool stop = limits_.stop != nullptr && limits_.stop->requested() != 0;
        if (stop || (until_ && steady_clock::now() >= *until_)) {
            begin(stop ? wake::interrupted : wake::timed_out);
        }
    }
    return reason_ != wake::ready;
}

void cancellation::begin(wake reason) noexcept {
    reason_ = reason;
    until_ = steady_clock::now() + limits_.cancel_timeout;
    if (limits_.cancel_timeout > 0ms) {
        request_.send(steady_clock::now() + std::min(limits_.cancel_timeout, max_request_time));
    }
}

} // namespace dunlin::sqldb
