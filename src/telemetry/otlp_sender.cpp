// SPDX-License-Identifier: MIT
#include "http_post.hpp"
#include "otlp_json.hpp"

#include <dunlin/base/error.hpp>
#include <dunlin/base/interruption.hpp>
#include <dunlin/base/json_reader.hpp>
#include <dunlin/telemetry/otlp_sender.hpp>

#include <fmt/format.h>
#include <poll.h>

#include <algorithm>
#include <thread>

namespace dunlin::telemetry {
namespace {

using namespace std::chrono_literals;
using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr std::size_t max_kept_spans = 8192;
constexpr std::size_t max_batch = 512;
constexpr milliseconds after_interruption = 1s;

bool is_retryable(long status) {
    return status == 429 || status == 502 || status == 503 || status == 504;
}

std::string_view member(std::string_view object, std::string_view name) {
    for (const auto& [key, value] : json_members(object)) {
        if (key == name) {
            return value;
        }
    }
    return {};
}

/// Why a receiver that accepted the request rejected some of its spans; empty when it accepted all.
std::string partial_failure(const std::string& body) {
    try {
        const auto partial = member(body, "partialSuccess");
        const auto rejected = partial.empty() ? partial : member(partial, "rejectedSpans");
        if (rejected.empty() || rejected == "0" || rejected == "\"0\"") {
            return "";
        }
        return fmt::format("rejected {} spans: {}", rejected, member(partial, "errorMessage"));
    } catch (const error&) {
        // Without a JSON response only the status counts.
        return "";
    }
}

} // namespace

otlp_sender::otlp_sender(otlp_endpoint endpoint, trace_identity identity, const interruption* stop)
    : endpoint_(std::move(endpoint)), identity_(std::move(identity)), stop_(stop) {}

void otlp_sender::export_spans(const std::vector<span>& finished) {
    for (const span& ended : finished) {
        // The outer spans end last, and the others refer to them.
        if (spans_.size() < max_kept_spans || ended.kind == span_kind::internal) {
            spans_.push_back(ended);
        } else {
            ++dropped_;
        }
    }
}

void otlp_sender::finish() {
    if (spans_.empty()) {
        return;
    }
    const bool stopped = stop_ != nullptr && stop_->requested() != 0;
    const auto until =
        steady_clock::now() +
        (stopped ? std::min(endpoint_.timeout, after_interruption) : endpoint_.timeout);
    try {
        http_poster poster(endpoint_, "dunlin/" + identity_.version, stop_);
        for (std::size_t begin = 0; begin < spans_.size(); begin += max_batch) {
            const auto from = spans_.begin() + static_cast<std::ptrdiff_t>(begin);
            const auto count = std::min(max_batch, spans_.size() - begin);
            send(poster, {from, from + static_cast<std::ptrdiff_t>(count)}, until);
        }
    } catch (const error& problem) {
        throw error(problem.kind(),
                    fmt::format("spans were not sent to {}: {}", endpoint_.url, problem.message()))
            .with_hint(problem.hint());
    }
    if (dropped_ > 0) {
        throw error(
            error_kind::failed,
            fmt::format(
                "{} spans were not sent: a command keeps at most {}; --trace writes all of them "
                "to a file",
                dropped_, max_kept_spans));
    }
}

void otlp_sender::send(http_poster& poster, const std::vector<span>& batch, deadline until) {
    const std::string body = otlp_json(identity_, batch);
    for (milliseconds wait = 200ms;; wait *= 2) {
        const auto left = std::chrono::duration_cast<milliseconds>(until - steady_clock::now());
        const http_response response = poster.post(body, std::max(left, milliseconds(1)));
        if (response.status >= 200 && response.status < 300) {
            if (const std::string why = partial_failure(response.body); !why.empty()) {
                throw error(error_kind::failed, "the receiver " + why);
            }
            return;
        }
        const milliseconds delay = std::max<milliseconds>(wait, response.retry_after);
        if (!is_retryable(response.status) || steady_clock::now() + delay >= until) {
            throw error(error_kind::failed,
                        fmt::format("the receiver responded with status {}", response.status));
        }
        pause(delay);
    }
}

void otlp_sender::pause(milliseconds length) const {
    if (stop_ == nullptr || stop_->requested() != 0) {
        std::this_thread::sleep_for(length);
        return;
    }
    pollfd waiting{stop_->fd(), POLLIN, 0};
    ::poll(&waiting, 1, static_cast<int>(length.count()));
    stop_->check();
}

} // namespace dunlin::telemetry
