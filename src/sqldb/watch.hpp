// SPDX-License-Identifier: MIT
#pragma once

#include "bounded_call.hpp"
#include "ending.hpp"

#include <optional>
#include <thread>

namespace dunlin::sqldb {

/// While it lives a thread of its own looks after a session on which the caller's thread is about
/// to block where only the socket can wake it (a call of libpqxx): a stop and the limits end that
/// call, as `ending` says. Without a stop and limits there is no thread.
class watch {
public:
    /// Throws error(failed) when no thread can be started.
    watch(ending& bounds, const wait_limits& limits);
    /// The call is over.
    ~watch();
    watch(const watch&) = delete;
    watch& operator=(const watch&) = delete;

private:
    std::optional<completion> done_;
    std::thread looker_;
};

} // namespace dunlin::sqldb
