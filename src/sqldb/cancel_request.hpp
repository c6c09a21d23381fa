// SPDX-License-Identifier: MIT
#pragma once

#include "handle.hpp"
#include "wait.hpp"

#include <memory>

namespace dunlin::sqldb {

/// What asks a server to cancel what a session runs (manual, 34.7 and 55.2.8). It goes over a
/// connection of its own, to the address of the session, in the clear: servers and poolers take it
/// so even where they require TLS.
class cancel_request {
public:
    cancel_request() = default;
    /// Of an open session. The request stays valid when the session is closed.
    explicit cancel_request(PGconn* session);

    /// Returns when the server has passed the request on to the session's process, and at the
    /// deadline at the latest: PQcancel() itself waits for a frozen server without limit. Safe to
    /// call from several threads.
    void send(deadline until) const noexcept;

private:
    std::shared_ptr<PGcancel> request_;
};

} // namespace dunlin::sqldb
