// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/output/terminal.hpp>

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

namespace dunlin::output {

class sink;

/// A progress line on a terminal, with rate and time left, redrawn at most ten times a second and
/// cleared at the end. Writes nothing when the output is not a terminal or progress is disabled.
class progress {
public:
    using clock = std::function<std::chrono::steady_clock::time_point()>;

    struct options {
        std::string label;                 ///< "Loading widgets"
        std::string unit = "rows";         ///< what is counted
        std::optional<std::int64_t> total; ///< unknown: no bar, no time left
        bool enabled = true;               ///< false for --no-progress and --quiet
    };

    /// `out` must outlive it.
    progress(sink& out, const terminal& output, options settings,
             clock time = std::chrono::steady_clock::now);
    ~progress();
    progress(const progress&) = delete;
    progress& operator=(const progress&) = delete;

    /// Sets how much is done, counted from 0.
    void update(std::int64_t done);
    /// Sets how much there is to do in total; 0: unknown.
    void expect(std::int64_t total);
    /// Replaces the label ("Applying 1.07") and redraws at once.
    void label(std::string text);
    /// Clears the line until the next update(). To be called before other messages are written.
    void clear();

private:
    void draw(std::chrono::steady_clock::time_point now);
    [[nodiscard]] std::string line(std::chrono::steady_clock::time_point now) const;

    sink& out_;
    std::size_t width_;
    options options_;
    clock time_;
    bool active_;
    bool visible_ = false;
    std::int64_t done_ = 0;
    std::chrono::steady_clock::time_point started_;
    std::optional<std::chrono::steady_clock::time_point> drawn_;
};

} // namespace dunlin::output
