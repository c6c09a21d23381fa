// SPDX-License-Identifier: MIT
#pragma once

#include "handle.hpp"
#include "wait.hpp"

#include <memory>

namespace dunlin::sqldb {

/// A request to a server to cancel what a session runs (manual, 34.7 and 55.2.8). It uses a
/// connection of its own to the address of the session, without TLS: servers and poolers accept
/// that even where they require TLS.
class cancel_request {
public:
    cancel_request() = default;
    /// For an open session. The request stays valid when the session is closed.
    explicit cancel_request(PGconn* session);

    /// Returns when the server has passed the request on to the session's process, and no later
    /// than the deadline: PQcancel() itself waits for a frozen server without limit. Thread-safe.
    void send(deadline until) const noexcept;

private:
    std::shared_ptr<PGcancel> request_;
};

} // namespace dunlin::sqldb
