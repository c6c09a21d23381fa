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

/// Sends spans to an OTLP endpoint over HTTP as JSON, all at the end, so that no statement waits
/// for a collector. Keeps 8,192 spans at the most. What the receiver asks to send again (429, 502,
/// 503, 504) is sent again within the endpoint's time; after an interruption a second must do.
class otlp_sender final : public span_exporter {
public:
    /// `stop` may be null, else must outlive it.
    otlp_sender(otlp_endpoint endpoint, trace_identity identity, const interruption* stop);
    void export_spans(const std::vector<span>& finished) override;
    /// Throws error(failed) with the reason when not all came through.
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
