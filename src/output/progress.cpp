// SPDX-License-Identifier: MIT
#include <dunlin/base/clock.hpp>
#include <dunlin/output/progress.hpp>
#include <dunlin/output/safe_text.hpp>
#include <dunlin/output/sink.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace dunlin::output {
namespace {

using namespace std::chrono_literals;

constexpr auto redraw_interval = 100ms;
constexpr std::size_t bar_width = 20;
constexpr std::string_view clear_line = "\r\x1b[K";

std::string bar(double share) {
    const auto filled = static_cast<std::size_t>(share * static_cast<double>(bar_width));
    return fmt::format("[{:=<{}}{:{}}]", "", filled, "", bar_width - filled);
}

} // namespace

progress::progress(sink& out, const terminal& output, options settings, clock time)
    : out_(out), width_(output.width), options_(std::move(settings)), time_(std::move(time)),
      active_(output.is_terminal && options_.enabled), started_(time_()) {}

progress::~progress() {
    try {
        clear();
    } catch (...) { // NOLINT(bugprone-empty-catch): a terminal that has gone needs no wiping
    }
}

void progress::update(std::int64_t done) {
    done_ = done;
    if (!active_) {
        return;
    }
    const auto now = time_();
    if (!drawn_ || now - *drawn_ >= redraw_interval) {
        draw(now);
    }
}

void progress::expect(std::int64_t total) {
    options_.total = total > 0 ? std::optional(total) : std::nullopt;
}

void progress::label(std::string text) {
    options_.label = std::move(text);
    if (active_) {
        draw(time_());
    }
}

void progress::clear() {
    if (std::exchange(visible_, false)) {
        out_.write(clear_line);
        out_.flush();
    }
}

void progress::draw(std::chrono::steady_clock::time_point now) {
    drawn_ = now;
    visible_ = true;
    const std::string text = line(now);
    out_.write(clear_line);
    // The last cell stays free, because some terminals wrap when it is filled.
    out_.write(std::string_view(text).substr(0, prefix_of_width(text, width_ - 1)));
    out_.flush();
}

std::string progress::line(std::chrono::steady_clock::time_point now) const {
    const double elapsed = std::chrono::duration<double>(now - started_).count();
    const double rate = elapsed > 0 ? static_cast<double>(done_) / elapsed : 0;
    std::string text = safe_text(options_.label);
    if (options_.total && *options_.total > 0) {
        const double share =
            std::clamp(static_cast<double>(done_) / static_cast<double>(*options_.total), 0.0, 1.0);
        text += fmt::format(" {} {:3.0f}%", bar(share), share * 100);
    }
    text += fmt::format(" {} {}", done_, options_.unit);
    if (rate > 0) {
        text += fmt::format(", {:.0f}/s", rate);
    }
    if (options_.total && rate > 0 && done_ < *options_.total) {
        const double left = static_cast<double>(*options_.total - done_) / rate;
        text += fmt::format(", {} left", format_duration(std::chrono::seconds(std::lround(left))));
    }
    return text;
}

} // namespace dunlin::output
