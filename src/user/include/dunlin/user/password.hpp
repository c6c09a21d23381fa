// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <utility>

namespace dunlin::user {

/// A password as typed. The memory is wiped when it is destroyed.
class password {
public:
    static constexpr std::size_t min_characters = 8;
    /// bcrypt ignores everything after the 72nd byte (crypt(5)).
    static constexpr std::size_t max_bytes = 72;

    /// Throws error(usage) for a text that is too short, too long, not UTF-8 or contains control
    /// characters. The error never contains the text.
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

/// A hash in the format of crypt(5). New hashes use bcrypt.
class password_hash {
public:
    static constexpr int default_cost = 10;
    static constexpr int min_cost = 4;
    static constexpr int max_cost = 16; ///< some seconds per hash

    /// Hashes a password with a new random salt. Incrementing `cost` doubles the time. Throws
    /// error(usage) for a cost outside min_cost to max_cost.
    static password_hash make(const password& password, int cost = default_cost);
    /// Throws error(usage) for a text that is not a hash in the format of crypt(5). The error never
    /// contains the text.
    static password_hash parse(std::string text);

    /// Whether it is the hash of that password, compared in constant time.
    [[nodiscard]] bool matches(std::string_view typed) const;
    [[nodiscard]] const std::string& text() const noexcept { return text_; }
    bool operator==(const password_hash&) const = default;

private:
    explicit password_hash(std::string text) : text_(std::move(text)) {}
    std::string text_;
};

} // namespace dunlin::user
