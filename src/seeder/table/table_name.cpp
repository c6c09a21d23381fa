// SPDX-License-Identifier: MIT
#include "table/table_name.hpp"

#include <dunlin/base/error.hpp>

#include <fmt/format.h>

#include <vector>

namespace dunlin::seeder {
namespace {

std::string quote_when_needed(const std::string& part) {
    if (part.find_first_of(".\"") == std::string::npos) {
        return part;
    }
    std::string quoted = "\"";
    for (const char c : part) {
        quoted.append(c == '"' ? 2 : 1, c);
    }
    return quoted + '"';
}

[[noreturn]] void fail_malformed(std::string_view text) {
    throw error(error_kind::usage, fmt::format("invalid table name: {}", text))
        .with_hint("write NAME or SCHEMA.NAME, and quote parts that contain a dot or a quote: "
                   "\"a.b\".c");
}

[[noreturn]] void fail_ambiguous(std::string_view text, const std::vector<std::string>& parts) {
    const std::size_t last = parts.size() - 1;
    std::string schema = parts[0];
    for (std::size_t i = 1; i < last; ++i) {
        schema += '.' + parts[i];
    }
    std::string name = parts[1];
    for (std::size_t i = 2; i <= last; ++i) {
        name += '.' + parts[i];
    }
    throw error(error_kind::usage,
                fmt::format("ambiguous table name: {} has more than one dot", text))
        .with_hint(fmt::format("quote the part that contains a dot: '{}' or '{}'",
                               to_string(table_name{schema, parts[last]}),
                               to_string(table_name{parts[0], name})));
}

/// Removes a part from the front of `rest`: text in quotes, or everything up to the next dot.
std::string read_part(std::string_view& rest, std::string_view text) {
    std::string part;
    if (!rest.starts_with('"')) {
        part = rest.substr(0, rest.find('.'));
        rest.remove_prefix(part.size());
        if (part.find('"') != std::string::npos) {
            fail_malformed(text);
        }
        return part;
    }
    for (rest.remove_prefix(1); !rest.empty(); rest.remove_prefix(1)) {
        if (rest.front() == '"') {
            rest.remove_prefix(1);
            if (!rest.starts_with('"')) {
                return part;
            }
        }
        part += rest.front();
    }
    fail_malformed(text);
}

} // namespace

std::string to_string(const table_name& table) {
    const std::string name = quote_when_needed(table.name);
    return table.schema.empty() ? name : quote_when_needed(table.schema) + "." + name;
}

table_name parse_table_name(std::string_view text) {
    std::vector<std::string> parts;
    std::string_view rest = text;
    while (true) {
        parts.push_back(read_part(rest, text));
        if (parts.back().empty()) {
            fail_malformed(text);
        }
        if (rest.empty()) {
            break;
        }
        if (rest.front() != '.') {
            fail_malformed(text);
        }
        rest.remove_prefix(1);
    }
    if (parts.size() > 2) {
        fail_ambiguous(text, parts);
    }
    return parts.size() == 1 ? table_name{{}, parts[0]} : table_name{parts[0], parts[1]};
}

} // namespace dunlin::seeder
