// SPDX-License-Identifier: MIT
#pragma once

#include "bounded_call.hpp"
#include "cancellation.hpp"

#include <optional>
#include <thread>

namespace dunlin::sqldb {

/// During its lifetime a thread watches a session on which the caller's thread blocks in a call of
/// libpqxx, so that a stop and the limits end that call through `cancellation`. Starts no thread
/// when there is neither a stop nor a limit.
class cancellation_watch {
public:
    /// Throws error(failed) when no thread can be started.
    cancellation_watch(cancellation& bounds, const wait_limits& limits);
    /// To be destroyed when the call has returned.
    ~cancellation_watch();
    cancellation_watch(const cancellation_watch&) = delete;
    cancellation_watch& operator=(const cancellation_watch&) = delete;

private:
    std::optional<completion> done_;
    std::thread thread_;
};

} // namespace dunlin::sqldb
