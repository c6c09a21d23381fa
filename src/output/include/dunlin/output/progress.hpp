// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <string>

namespace dunlin::output {

class status_line;

/// Progress in a terminal's status line, with rate and time left, drawn at most ten times a second
/// and cleared at the end. Any thread may use it. Shows nothing when it is disabled.
class progress {
public:
    using clock = std::function<std::chrono::steady_clock::time_point()>;

    struct options {
        std::string label;                 ///< "Loading widgets"
        std::string unit = "rows";         ///< what is counted; empty: only the label is shown
        std::optional<std::int64_t> total; ///< unknown: no bar, no time left
        bool enabled = true; ///< false without a terminal, for --no-progress and --quiet
    };

    /// `line` must outlive it.
    progress(status_line& line, options settings, clock time = std::chrono::steady_clock::now);
    ~progress();
    progress(const progress&) = delete;
    progress& operator=(const progress&) = delete;

    /// Sets how much is done, counted from 0.
    void update(std::int64_t done);
    /// Sets how much there is to do in total; 0: unknown.
    void expect(std::int64_t total);
    /// Replaces the label ("Applying 1.07") and redraws at once.
    void label(std::string text);
    /// Clears the line until the next update().
    void clear();

private:
    void draw(std::chrono::steady_clock::time_point now);
    [[nodiscard]] std::string text(std::chrono::steady_clock::time_point now) const;

    status_line& line_;
    options options_;
    clock time_;
    std::mutex mutex_;
    bool visible_ = false;
    std::int64_t done_ = 0;
    std::chrono::steady_clock::time_point started_;
    std::optional<std::chrono::steady_clock::time_point> drawn_;
};

} // namespace dunlin::output
