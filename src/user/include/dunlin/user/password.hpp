// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <utility>

namespace dunlin::user {

/// A password as it was typed; it lives only until it is hashed.
class password {
public:
    static constexpr std::size_t min_characters = 8;
    /// bcrypt ignores what follows the 72nd byte (crypt(5)); so nothing may follow.
    static constexpr std::size_t max_bytes = 72;

    /// Throws error(usage), which never holds the text, when it is too short, too long, not UTF-8
    /// or holds control characters.
    static password parse(std::string text);
    ~password();
    password(password&&) = default;
    password& operator=(password&&) = default;
    password(const password&) = delete;
    password& operator=(const password&) = delete;

    [[nodiscard]] const std::string& text() const noexcept { return text_; }

private:
    explicit password(std::string text) : text_(std::move(text)) {}
    std::string text_;
};

/// A hash in the format of crypt(5); new ones are bcrypt's.
class password_hash {
public:
    static constexpr int default_cost = 10;
    static constexpr int min_cost = 4;
    static constexpr int max_cost = 16; ///< some seconds per hash

    /// Hashes with a new random salt. Every step of `cost` doubles the time. Throws error(usage)
    /// for a cost out of range.
    static password_hash make(const password& from, int cost = default_cost);
    /// Reads a hash. Throws error(usage), which never holds the text, when it is none in the format
    /// of crypt(5).
    static password_hash parse(std::string text);

    /// Whether it was made from that password; takes the same time either way.
    [[nodiscard]] bool matches(std::string_view typed) const;
    [[nodiscard]] const std::string& text() const noexcept { return text_; }
    bool operator==(const password_hash&) const = default;

private:
    explicit password_hash(std::string text) : text_(std::move(text)) {}
    std::string text_;
};

} // namespace dunlin::user
