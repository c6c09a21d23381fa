// SPDX-License-Identifier: MIT
#include <dunlin/base/error.hpp>
#include <dunlin/base/text.hpp>
#include <dunlin/user/password.hpp>

#include <crypt.h>
#include <fmt/format.h>

#include <array>
#include <cstring>
#include <memory>

namespace dunlin::user {
namespace {

/// Wipes libxcrypt's working memory of 32 KiB before it is freed.
struct wiping_delete {
    void operator()(crypt_data* data) const noexcept {
        explicit_bzero(data, sizeof *data);
        std::default_delete<crypt_data>()(data);
    }
};

std::string hash(const std::string& text, const char* setting) {
    const std::unique_ptr<crypt_data, wiping_delete> memory(new crypt_data{});
    const char* result = crypt_rn(text.c_str(), setting, memory.get(), sizeof(crypt_data));
    if (result == nullptr) {
        throw error(error_kind::failed, "password: cannot be hashed with bcrypt");
    }
    return result;
}

bool equal_in_constant_time(std::string_view a, std::string_view b) {
    unsigned difference = a.size() == b.size() ? 0 : 1;
    for (std::size_t i = 0; i < a.size() && i < b.size(); ++i) {
        difference |= static_cast<unsigned>(static_cast<unsigned char>(a[i])) ^
                      static_cast<unsigned>(static_cast<unsigned char>(b[i]));
    }
    return difference == 0;
}

[[noreturn]] void fail(std::string_view problem) {
    throw error(error_kind::usage, fmt::format("password: {}", problem));
}

} // namespace

password password::parse(std::string text) {
    password typed(std::move(text));
    if (find_invalid_utf8(typed.text_)) {
        fail("not valid UTF-8");
    }
    if (has_control_character(typed.text_)) {
        fail("must not contain control characters");
    }
    if (character_count(typed.text_) < min_characters) {
        fail(fmt::format("must have at least {} characters", min_characters));
    }
    if (typed.text_.size() > max_bytes) {
        fail(fmt::format("must have at most {} bytes, the limit of bcrypt", max_bytes));
    }
    return typed;
}

password::~password() {
    explicit_bzero(text_.data(), text_.size());
}

password_hash password_hash::parse(std::string text) {
    // crypt(5) excludes these characters, and every method except the oldest begins with '$'.
    constexpr std::string_view forbidden = " \t\n:;*!\\";
    if (text.size() < 2 || text.front() != '$' || find_invalid_utf8(text) ||
        has_control_character(text) || text.find_first_of(forbidden) != std::string::npos) {
        throw error(error_kind::usage, "password_hash: not in the format of crypt(5)");
    }
    return password_hash(std::move(text));
}

password_hash password_hash::make(const password& password, int cost) {
    if (cost < min_cost || cost > max_cost) {
        throw error(error_kind::usage,
                    fmt::format("cost: must be from {} to {}, not {}", min_cost, max_cost, cost));
    }
    std::array<char, CRYPT_GENSALT_OUTPUT_SIZE> setting{};
    // Without random bytes of ours, libxcrypt asks the system for them.
    if (crypt_gensalt_rn("$2b$", static_cast<unsigned long>(cost), nullptr, 0, setting.data(),
                         static_cast<int>(setting.size())) == nullptr) {
        throw error(error_kind::failed, "password: cannot get a random salt from the system");
    }
    return password_hash(hash(password.text(), setting.data()));
}

bool password_hash::matches(std::string_view typed) const {
    return equal_in_constant_time(hash(std::string(typed), text_.c_str()), text_);
}

} // namespace dunlin::user
