// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <utility>

namespace dunlin::user {

/// An email address in lower case, so that two users cannot share a mailbox.
class email {
public:
    /// Accepts what HTML's input type=email accepts (WHATWG HTML, "valid e-mail address"): ASCII, a
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
