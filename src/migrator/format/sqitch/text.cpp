// SPDX-License-Identifier: MIT
#include "format/sqitch/text.hpp"

#include <dunlin/base/text.hpp>

#include <algorithm>

namespace dunlin::migrator {
namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_punctuation(char c) {
    return c != '_' && std::ispunct(static_cast<unsigned char>(c)) != 0;
}

/// A name must not end in one of these and digits: that would mean a change relative to another.
bool ends_relative(std::string_view name) {
    const std::size_t last = name.find_last_not_of("0123456789");
    return last != std::string_view::npos && last + 1 < name.size() &&
           std::string_view("~/=%^[]").find(name[last]) != std::string_view::npos;
}

} // namespace

bool is_blank(char c) noexcept {
    return c == ' ' || c == '\t';
}

bool skip_blanks(std::string_view& rest) {
    const std::size_t count = std::min(rest.find_first_not_of(" \t"), rest.size());
    rest.remove_prefix(count);
    return count > 0;
}

std::size_t sqitch_name_size(std::string_view text) {
    const std::size_t size = std::min(text.find_first_of(" \t:@#\\[]"), text.size());
    const std::string_view name = text.substr(0, size);
    if (name.empty() || is_punctuation(name.front()) || is_punctuation(name.back()) ||
        ends_relative(name)) {
        return 0;
    }
    return size;
}

std::string_view read_sqitch_time(std::string_view& rest) {
    constexpr std::string_view form = "0000-00-00T00:00:00Z";
    const bool fits = rest.size() >= form.size() &&
                      std::equal(form.begin(), form.end(), rest.begin(), [](char wanted, char c) {
                          return wanted == '0' ? is_digit(c) : wanted == c;
                      });
    const std::string_view time = fits ? rest.substr(0, form.size()) : std::string_view();
    rest.remove_prefix(time.size());
    return time;
}

std::string sqitch_note(std::string_view text) {
    text = trim(text);
    std::string note;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char next = text[i] == '\\' && i + 1 < text.size() ? text[i + 1] : '\0';
        const bool escape = next == 'n' || next == 'r' || next == '\\';
        note += !escape ? text[i] : next == 'n' ? '\n' : next == 'r' ? '\r' : '\\';
        i += escape ? 1 : 0;
    }
    return note;
}

} // namespace dunlin::migrator
