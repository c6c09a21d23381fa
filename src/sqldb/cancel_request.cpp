// SPDX-License-Identifier: MIT
// libpq directly: libpqxx's cancel_query() waits for a frozen server without limit, and needs the
// session until it returns.
#include "cancel_request.hpp"

#include "bounded_call.hpp"

#include <array>
#include <exception>

namespace dunlin::sqldb {

void free_cancel::operator()(PGcancel* request) const noexcept {
    PQfreeCancel(request);
}

cancel_request::cancel_request(PGconn* session) : request_(PQgetCancel(session), free_cancel()) {}

void cancel_request::send(deadline until) const noexcept {
    if (!request_) {
        return;
    }
    try {
        bounded_call(
            [request = request_] {
                std::array<char, 256> reason{};
                // A failure is ignored, because then no server can be reached.
                static_cast<void>(
                    PQcancel(request.get(), reason.data(), static_cast<int>(reason.size())));
            },
            nullptr, until);
    } catch (const std::exception&) {
        // Out of memory: the session is abandoned later, which ends the statement, too.
    }
}

} // namespace dunlin::sqldb
