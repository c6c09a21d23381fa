// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/telemetry/endpoint.hpp>

#include <chrono>
#include <memory>
#include <string>

namespace dunlin {
class interruption;
}

namespace dunlin::telemetry {

struct http_response {
    long status = 0;
    std::string body; ///< truncated to 64 KiB
    std::chrono::seconds retry_after{0};
};

/// Posts JSON to one endpoint; the connection is kept from one post to the next.
class http_poster {
public:
    /// Throws error(failed) when there is no libcurl. `stop` may be null; a stop requested during a
    /// post ends it.
    http_poster(const otlp_endpoint& endpoint, const std::string& user_agent,
                const interruption* stop);
    ~http_poster();
    http_poster(const http_poster&) = delete;
    http_poster& operator=(const http_poster&) = delete;

    /// Throws error(failed) when there is no response within the time limit. The message contains
    /// no secret.
    http_response post(const std::string& body, std::chrono::milliseconds limit);

private:
    struct state;
    std::unique_ptr<state> state_;
};

} // namespace dunlin::telemetry
