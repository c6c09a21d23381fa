// SPDX-License-Identifier: MIT
#include "query/screenful.hpp"

#include <utility>

namespace dunlin::commands {
namespace {

/// Bytes after the first of a character take no cell.
bool begins_character(char c) noexcept {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
}

} // namespace

bool screenful::fits(std::string_view bytes) {
    for (const char c : bytes) {
        if (c == '\n') {
            ++lines_;
            column_ = 0;
        } else if (begins_character(c) && ++column_ > size_.width) {
            ++lines_;
            column_ = 1;
        }
    }
    // The last line of the terminal is the shell's next prompt.
    return lines_ < size_.height;
}

void screenful::write(std::string_view bytes) {
    if (pager_ != nullptr) {
        pager_->write(bytes);
        return;
    }
    held_ += bytes;
    if (!fits(bytes)) {
        pager_ = &open_pager_();
        pager_->write(std::exchange(held_, {}));
    }
}

void screenful::flush() {
    if (pager_ != nullptr) {
        pager_->flush();
    }
}

void screenful::finish() {
    output::sink& target = pager_ != nullptr ? *pager_ : screen_;
    target.write(std::exchange(held_, {}));
    target.flush();
}

} // namespace dunlin::commands
