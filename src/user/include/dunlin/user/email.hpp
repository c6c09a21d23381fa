// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <utility>

namespace dunlin::user {

/// An e-mail address in lower case, so that one mailbox is one user.
class email {
public:
    /// Takes what HTML's input type=email takes (WHATWG HTML, "valid e-mail address"): ASCII, a
    /// local part of at most 64 characters, a domain of labels; at most 254 in all (RFC 5321).
    /// Throws error(usage).
    static email parse(std::string_view text);

    [[nodiscard]] const std::string& text() const noexcept { return text_; }
    bool operator==(const email&) const = default;

private:
    explicit email(std::string text) : text_(std::move(text)) {}
    std::string text_;
};

} // namespace dunlin::user
