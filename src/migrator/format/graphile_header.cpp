// SPDX-License-Identifier: MIT
#include "format/graphile_header.hpp"

#include "format/refuse.hpp"

#include <dunlin/base/closest_match.hpp>
#include <dunlin/base/digest.hpp>
#include <dunlin/base/text.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

namespace dunlin::migrator {
namespace {

constexpr std::string_view opening = "--! ";

bool is_upper(char c) {
    return c >= 'A' && c <= 'Z';
}

bool is_word(char c) {
    return is_upper(c) || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
}

/// `--! Key` or `--! Key: value`; the key begins with a capital.
std::string_view key_of(std::string_view line) {
    if (!line.starts_with(opening) || line.ends_with('\r')) {
        return {};
    }
    line.remove_prefix(opening.size());
    const auto end = std::find_if_not(line.begin(), line.end(), is_word);
    const std::string_view key = line.substr(0, static_cast<std::size_t>(end - line.begin()));
    const bool closed = key.size() == line.size() || line[key.size()] == ':';
    return !key.empty() && is_upper(key[0]) && closed ? key : std::string_view();
}

struct header_line {
    std::size_t at = 0;
    std::string_view value;
};
using header_lines = std::map<std::string_view, header_line, std::less<>>;

/// The offset of the first line that is no header.
std::size_t read_lines(const source_file& file, header_lines& into) {
    const std::string_view text = file.text;
    std::size_t begin = 0;
    while (begin < text.size()) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        const std::string_view line = text.substr(begin, end - begin);
        const std::string_view key = key_of(line);
        if (key.empty()) {
            break;
        }
        const std::size_t colon = opening.size() + key.size();
        const std::string_view value = colon < line.size() ? trim(line.substr(colon + 1)) : "";
        if (!into.emplace(key, header_line{begin, value}).second) {
            refuse(file, begin, fmt::format("duplicate header {}", key), "keep only one");
        }
        begin = std::min(end + 1, text.size());
    }
    return begin;
}

/// A blank line follows the headers.
void check_end(const source_file& file, std::size_t at) {
    const std::string_view rest = std::string_view(file.text).substr(at);
    const std::string_view line = rest.substr(0, rest.find('\n'));
    if (line.ends_with('\r')) {
        refuse(file, at, "lines end with CR LF, so graphile-migrate's hashes cannot match",
               "keep git from converting these files: *.sql -text in .gitattributes");
    }
    if (!line.empty()) {
        refuse(file, at, "no blank line after the headers",
               "graphile-migrate writes one there when it commits");
    }
}

const header_line& require(const source_file& file, const header_lines& lines, const char* key) {
    const auto found = lines.find(key);
    if (found != lines.end() && !found->second.value.empty()) {
        return found->second;
    }
    for (const auto& [name, line] : lines) {
        const std::array wanted{std::string(key)};
        if (!closest_match(name, wanted).empty() && name != key) {
            refuse(file, line.at, fmt::format("unknown header \"{}\"", name),
                   fmt::format("did you mean {}?", key));
        }
    }
    refuse(file, 0, fmt::format("the header \"--! {}:\" is missing", key),
           "committed migrations are written by graphile-migrate commit");
}

} // namespace

graphile_header read_graphile_header(const source_file& file) {
    header_lines lines;
    graphile_header header;
    header.body = read_lines(file, lines);
    check_end(file, header.body);
    const header_line& previous = require(file, lines, "Previous");
    const header_line& hash = require(file, lines, "Hash");
    header.previous = previous.value == "-" ? "" : previous.value;
    header.previous_at = previous.at;
    header.hash = hash.value;
    header.hash_at = hash.at;
    if (const auto message = lines.find("Message"); message != lines.end()) {
        header.message = std::string(message->second.value);
    }
    header.allows_invalid_hash = lines.contains("AllowInvalidHash");
    return header;
}

std::string graphile_hash(std::string_view previous, std::string_view body) {
    const std::string both = fmt::format("{}\n{}", previous, trim_white_space(without_bom(body)));
    return "sha1:" + sha1(std::string(trim_white_space(both)) + "\n");
}

} // namespace dunlin::migrator
