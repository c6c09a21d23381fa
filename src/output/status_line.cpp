// SPDX-License-Identifier: MIT
#include <dunlin/output/safe_text.hpp>
#include <dunlin/output/status_line.hpp>

#include <utility>

namespace dunlin::output {
namespace {

constexpr std::string_view clear_line = "\r\x1b[K";

} // namespace

void status_line::show(std::string text) {
    const std::lock_guard lock(mutex_);
    text_ = std::move(text);
    text_.empty() ? wipe() : draw();
    out_.flush();
}

void status_line::write(std::string_view text) {
    pass(text, [&](bool) {
        out_.write(text);
        out_.flush();
    });
}

void status_line::pass(std::string_view bytes, const std::function<void(bool)>& write_bytes) {
    const std::lock_guard lock(mutex_);
    wipe();
    out_.flush();
    write_bytes(!text_.empty());
    if (!bytes.empty()) {
        at_line_start_ = bytes.back() == '\n';
    }
    draw();
    out_.flush();
}

void status_line::end_line() {
    const std::lock_guard lock(mutex_);
    at_line_start_ = true;
    draw();
    out_.flush();
}

void status_line::wipe() {
    if (std::exchange(is_drawn_, false)) {
        out_.write(clear_line);
    }
}

void status_line::draw() {
    if (text_.empty() || !at_line_start_) {
        return;
    }
    is_drawn_ = true;
    out_.write(clear_line);
    // The last cell stays free, because some terminals wrap when it is filled.
    out_.write(std::string_view(text_).substr(0, prefix_of_width(text_, width_ - 1)));
}

void sink_above_status_line::write(std::string_view bytes) {
    line_.pass(bytes, [&](bool at_once) {
        inner_.write(bytes);
        if (at_once) {
            inner_.flush();
        }
    });
}

void sink_above_status_line::flush() {
    line_.pass({}, [&](bool) { inner_.flush(); });
}

} // namespace dunlin::output
