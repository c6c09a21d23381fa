// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/telemetry/endpoint.hpp>
#include <dunlin/telemetry/span.hpp>

#include <chrono>
#include <cstddef>
#include <vector>

namespace dunlin {
class interruption;
}

namespace dunlin::telemetry {

class http_poster;

/// Sends spans to an OTLP endpoint over HTTP as JSON. It sends all of them at the end, so that no
/// statement waits for a collector, and keeps at most 8,192 spans. Requests that fail with 429,
/// 502, 503 or 504 are repeated within the endpoint's timeout; after an interruption within one
/// second.
class otlp_sender final : public span_exporter {
public:
    /// `stop` may be null; otherwise it must outlive the sender.
    otlp_sender(otlp_endpoint endpoint, trace_identity identity, const interruption* stop);
    void export_spans(const std::vector<span>& finished) override;
    /// Throws error(failed) with the reason unless all spans were accepted.
    void finish() override;

private:
    using deadline = std::chrono::steady_clock::time_point;

    void send(http_poster& poster, const std::vector<span>& batch, deadline until);
    void pause(std::chrono::milliseconds length) const;

    otlp_endpoint endpoint_;
    trace_identity identity_;
    const interruption* stop_;
    std::vector<span> spans_;
    std::size_t dropped_ = 0;
};

} // namespace dunlin::telemetry
