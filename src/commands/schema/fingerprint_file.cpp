// SPDX-License-Identifier: MIT
#include "schema/fingerprint_file.hpp"

#include <dunlin/base/error.hpp>
#include <dunlin/base/file.hpp>
#include <dunlin/base/text.hpp>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <sstream>
#include <string_view>

namespace dunlin::commands {
namespace {

constexpr std::size_t digest_length = 64;

/// Of two words, because the identity of a function has spaces too.
constexpr std::array<std::string_view, 8> long_kinds{
    "foreign table",  "materialized view",  "event trigger",        "operator family",
    "operator class", "default privileges", "foreign data wrapper", "text search "};

[[noreturn]] void fail(const std::string& file, std::size_t line) {
    throw error(error_kind::config, fmt::format("{}:{}: not a fingerprint", file, line))
        .with_hint("write the file with `dunlin schema fingerprint --objects`");
}

bool is_digest(std::string_view text) {
    return text.size() == digest_length && std::all_of(text.begin(), text.end(), [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
           });
}

/// Splits "sha256:1:15:9f86..." at the last colon.
bool read_summary(std::string_view text, catalog::fingerprint& result) {
    const std::size_t colon = text.rfind(':');
    if (colon == std::string_view::npos || !is_digest(text.substr(colon + 1))) {
        return false;
    }
    result.scope = text.substr(0, colon);
    result.digest = text.substr(colon + 1);
    return result.scope.starts_with("sha256:");
}

/// Where the kind ends in "text search configuration public.c".
std::size_t kind_end(std::string_view text) {
    std::size_t end = text.find(' ');
    for (const std::string_view kind : long_kinds) {
        if (text.starts_with(kind)) {
            end = text.find(' ', kind.size());
        }
    }
    return end;
}

bool read_object(std::string_view line, catalog::fingerprint& result) {
    if (line.size() < digest_length + 3 || !is_digest(line.substr(0, digest_length)) ||
        line.substr(digest_length, 2) != "  ") {
        return false;
    }
    const std::string_view rest = line.substr(digest_length + 2);
    const std::size_t end = kind_end(rest);
    if (end == std::string_view::npos) {
        return false;
    }
    result.objects.push_back({std::string(rest.substr(0, end)), std::string(rest.substr(end + 1)),
                              std::string(line.substr(0, digest_length))});
    return true;
}

recorded_fingerprint read_text(const std::string& text, const std::string& file) {
    recorded_fingerprint result;
    std::istringstream lines(text);
    std::size_t number = 0;
    for (std::string line; std::getline(lines, line);) {
        ++number;
        const bool is_sound = number == 1 ? read_summary(trim(line), result.fingerprint)
                                          : read_object(line, result.fingerprint);
        if (!is_sound) {
            fail(file, number);
        }
    }
    if (number == 0) {
        fail(file, 1);
    }
    result.has_objects = number > 1;
    return result;
}

recorded_fingerprint read_json(const std::string& text, const std::string& file) {
    recorded_fingerprint result;
    try {
        const auto document = nlohmann::json::parse(text);
        if (!read_summary(document.at("fingerprint").get<std::string>(), result.fingerprint)) {
            fail(file, 1);
        }
        result.has_objects = document.contains("objects");
        for (const auto& object : document.value("objects", nlohmann::json::array())) {
            result.fingerprint.objects.push_back(
                {object.at("kind"), object.at("identity"), object.at("digest")});
        }
    } catch (const nlohmann::json::exception&) {
        fail(file, 1);
    }
    return result;
}

} // namespace

std::string fingerprint_text(const catalog::fingerprint& fingerprint, bool with_objects) {
    std::string text = fingerprint.text() + "\n";
    if (with_objects) {
        for (const auto& object : fingerprint.objects) {
            text += fmt::format("{}  {} {}\n", object.digest, object.kind, object.identity);
        }
    }
    return text;
}

recorded_fingerprint read_fingerprint_file(const std::string& file) {
    const std::string text = read_file(file);
    return trim(text).starts_with('{') ? read_json(text, file) : read_text(text, file);
}

} // namespace dunlin::commands
