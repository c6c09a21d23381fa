// SPDX-License-Identifier: MIT
#include "copy/copy_text.hpp"

#include <algorithm>

namespace dunlin::seeder {

void append_copy_text(std::string& out, std::string_view value) {
    const auto is_special = [](char c) { return c == '\\' || c == '\t' || c == '\n' || c == '\r'; };
    while (true) {
        const auto* const special = std::find_if(value.begin(), value.end(), is_special);
        const auto plain_length = static_cast<std::size_t>(special - value.begin());
        out += value.substr(0, plain_length);
        if (plain_length == value.size()) {
            return;
        }
        const char c = value[plain_length];
        out += '\\';
        out += c == '\t' ? 't' : c == '\n' ? 'n' : c == '\r' ? 'r' : c;
        value.remove_prefix(plain_length + 1);
    }
}

void append_array_element(std::string& out, std::string_view value) {
    out += '"';
    for (const char c : value) {
        if (c == '"' || c == '\\') {
            out += '\\';
        }
        out += c;
    }
    out += '"';
}

void append_record_field(std::string& out, std::string_view value) {
    out += '"';
    for (const char c : value) {
        out.append(c == '"' || c == '\\' ? 2 : 1, c);
    }
    out += '"';
}

} // namespace dunlin::seeder
