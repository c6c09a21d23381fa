// SPDX-License-Identifier: MIT
#include "wait.hpp"

#include <dunlin/base/interruption.hpp>

#include <poll.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <limits>

namespace dunlin::sqldb {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

/// poll()'s timeout argument, rounded up so that it never wakes too early.
int milliseconds_until(deadline until) noexcept {
    if (!until) {
        return -1;
    }
    const auto left = std::chrono::ceil<milliseconds>(*until - steady_clock::now()).count();
    return static_cast<int>(std::clamp<decltype(left)>(left, 0, std::numeric_limits<int>::max()));
}

} // namespace

deadline deadline_after(milliseconds limit) noexcept {
    if (limit <= milliseconds{0}) {
        return std::nullopt;
    }
    return steady_clock::now() + limit;
}

deadline earlier_of(deadline left, deadline right) noexcept {
    return !left || (right && *right < *left) ? right : left;
}

wake wait_for(int socket, short events, const interruption* stop, deadline until) noexcept {
    for (;;) {
        if (stop != nullptr && stop->requested() != 0) {
            return wake::interrupted;
        }
        if (until && steady_clock::now() >= *until) {
            return wake::timed_out;
        }
        // poll() ignores negative descriptors.
        std::array<pollfd, 2> watched{
            {{socket, events, 0}, {stop == nullptr ? -1 : stop->fd(), POLLIN, 0}}};
        const int count = ::poll(watched.data(), watched.size(), milliseconds_until(until));
        if (watched[0].revents != 0 || (count < 0 && errno != EINTR)) {
            return wake::ready;
        }
    }
}

bool has_event(int socket, short events) noexcept {
    pollfd watched{socket, events, 0};
    return ::poll(&watched, 1, 0) > 0;
}

} // namespace dunlin::sqldb
