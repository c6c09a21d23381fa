// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/output/sink.hpp>

#include <cstddef>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>

namespace dunlin::output {

/// The last line of a terminal, which shows what is going on. Everything else that goes to the same
/// terminal is written through it: the line is cleared first and drawn again below. Any thread may
/// use it. While it shows nothing it adds nothing to what is written.
class status_line {
public:
    /// `out` must outlive it; `width` is the terminal's.
    status_line(sink& out, std::size_t width) : out_(out), width_(width) {}

    /// Replaces what the line shows; empty: clears it. What does not fit is cut. After a text that
    /// did not end its line, such as a question, it is drawn when that line has ended.
    void show(std::string text);
    /// Writes a text above the line.
    void write(std::string_view text);
    /// The same for bytes that `write_bytes` writes to another sink on this terminal. It gets
    /// whether they must not stay in a buffer.
    void pass(std::string_view bytes, const std::function<void(bool)>& write_bytes);
    /// The line of a question was ended by whoever answered it.
    void end_line();

private:
    void wipe();
    void draw();

    sink& out_;
    std::size_t width_;
    std::mutex mutex_;
    std::string text_;
    bool is_drawn_ = false;
    bool at_line_start_ = true;
};

/// Passes bytes on to a sink, which it does not own, that writes to the terminal of a status line.
class sink_above_status_line final : public sink {
public:
    sink_above_status_line(status_line& line, sink& inner) : line_(line), inner_(inner) {}
    void write(std::string_view bytes) override;
    void flush() override;

private:
    status_line& line_;
    sink& inner_;
};

} // namespace dunlin::output
