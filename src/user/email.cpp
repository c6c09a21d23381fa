// SPDX-License-Identifier: MIT
#include <dunlin/base/error.hpp>
#include <dunlin/base/text.hpp>
#include <dunlin/user/email.hpp>

namespace dunlin::user {
namespace {

constexpr std::string_view letters_and_digits = "abcdefghijklmnopqrstuvwxyz0123456789";
constexpr std::string_view local_punctuation = ".!#$%&'*+/=?^_`{|}~-";

bool is_letter_or_digit(char c) {
    return letters_and_digits.find(c) != std::string_view::npos;
}

bool is_local_part(std::string_view text) {
    if (text.empty() || text.size() > 64) {
        return false;
    }
    for (const char c : text) {
        if (!is_letter_or_digit(c) && local_punctuation.find(c) == std::string_view::npos) {
            return false;
        }
    }
    return true;
}

bool is_domain_label(std::string_view text) {
    if (text.empty() || text.size() > 63 || text.front() == '-' || text.back() == '-') {
        return false;
    }
    for (const char c : text) {
        if (!is_letter_or_digit(c) && c != '-') {
            return false;
        }
    }
    return true;
}

bool is_domain(std::string_view text) {
    for (;;) {
        const auto dot = text.find('.');
        if (!is_domain_label(text.substr(0, dot))) {
            return false;
        }
        if (dot == std::string_view::npos) {
            return true;
        }
        text.remove_prefix(dot + 1);
    }
}

} // namespace

email email::parse(std::string_view text) {
    std::string address(trim(text));
    for (char& c : address) {
        if (c >= 'A' && c <= 'Z') {
            c = static_cast<char>(c - 'A' + 'a');
        }
    }
    const auto at_sign = address.find('@');
    if (address.size() > 254 || at_sign == std::string::npos ||
        !is_local_part(std::string_view(address).substr(0, at_sign)) ||
        !is_domain(std::string_view(address).substr(at_sign + 1))) {
        throw error(error_kind::usage, "email: not a valid email address")
            .with_hint("an email address looks like ada@example.com");
    }
    return email(std::move(address));
}

} // namespace dunlin::user
