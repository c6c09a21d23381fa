// SPDX-License-Identifier: MIT
#include <dunlin/base/clock.hpp>
#include <dunlin/output/progress.hpp>
#include <dunlin/output/safe_text.hpp>
#include <dunlin/output/status_line.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace dunlin::output {
namespace {

using namespace std::chrono_literals;

constexpr auto redraw_interval = 100ms;
constexpr std::size_t bar_width = 20;

std::string bar(double share) {
    const auto filled = static_cast<std::size_t>(share * static_cast<double>(bar_width));
    return fmt::format("[{:=<{}}{:{}}]", "", filled, "", bar_width - filled);
}

} // namespace

progress::progress(status_line& line, options settings, clock time)
    : line_(line), options_(std::move(settings)), time_(std::move(time)), started_(time_()) {}

progress::~progress() {
    try {
        clear();
    } catch (...) { // NOLINT(bugprone-empty-catch): a terminal that has gone needs no wiping
    }
}

void progress::update(std::int64_t done) {
    const std::lock_guard lock(mutex_);
    done_ = done;
    if (!options_.enabled) {
        return;
    }
    const auto now = time_();
    if (!drawn_ || now - *drawn_ >= redraw_interval) {
        draw(now);
    }
}

void progress::expect(std::int64_t total) {
    const std::lock_guard lock(mutex_);
    options_.total = total > 0 ? std::optional(total) : std::nullopt;
}

void progress::label(std::string text) {
    const std::lock_guard lock(mutex_);
    options_.label = std::move(text);
    if (options_.enabled) {
        draw(time_());
    }
}

void progress::clear() {
    const std::lock_guard lock(mutex_);
    if (std::exchange(visible_, false)) {
        line_.show("");
    }
}

void progress::draw(std::chrono::steady_clock::time_point now) {
    drawn_ = now;
    visible_ = true;
    line_.show(text(now));
}

std::string progress::text(std::chrono::steady_clock::time_point now) const {
    const double elapsed = std::chrono::duration<double>(now - started_).count();
    const double rate = elapsed > 0 ? static_cast<double>(done_) / elapsed : 0;
    std::string line = safe_text(options_.label);
    if (options_.total && *options_.total > 0) {
        const double share =
            std::clamp(static_cast<double>(done_) / static_cast<double>(*options_.total), 0.0, 1.0);
        line += fmt::format(" {} {:3.0f}%", bar(share), share * 100);
    }
    if (options_.unit.empty()) {
        return line;
    }
    line += fmt::format(" {} {}", done_, options_.unit);
    if (rate > 0) {
        line += fmt::format(", {:.0f}/s", rate);
    }
    if (options_.total && rate > 0 && done_ < *options_.total) {
        const double left = static_cast<double>(*options_.total - done_) / rate;
        line += fmt::format(", {} left", format_duration(std::chrono::seconds(std::lround(left))));
    }
    return line;
}

} // namespace dunlin::output
