// SPDX-License-Identifier: MIT
#pragma once

#include "bounded_call.hpp"
#include "cancellation.hpp"

#include <optional>
#include <thread>

namespace dunlin::sqldb {

/// While it lives a thread of its own looks after a session on which the caller's thread is about
/// to block where only the socket can wake it (a call of libpqxx): a stop and the limits end that
/// call, as `cancellation` says. Without a stop and limits there is no thread.
class cancellation_watch {
public:
    /// Throws error(failed) when no thread can be started.
    cancellation_watch(cancellation& bounds, const wait_limits& limits);
    /// The call is over.
    ~cancellation_watch();
    cancellation_watch(const cancellation_watch&) = delete;
    cancellation_watch& operator=(const cancellation_watch&) = delete;

private:
    std::optional<completion> done_;
    std::thread thread_;
};

} // namespace dunlin::sqldb
