// SPDX-License-Identifier: MIT
#include "copy_text.hpp"

namespace dunlin::seeder {

void append_copy_text(std::string& out, std::string_view value) {
    constexpr std::string_view special = "\\\t\n\r";
    while (true) {
        const std::size_t plain = value.find_first_of(special);
        out += value.substr(0, plain);
        if (plain == std::string_view::npos) {
            return;
        }
        const char c = value[plain];
        out += '\\';
        out += c == '\t' ? 't' : c == '\n' ? 'n' : c == '\r' ? 'r' : c;
        value.remove_prefix(plain + 1);
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
