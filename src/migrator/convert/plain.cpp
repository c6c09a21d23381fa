// SPDX-License-Identifier: MIT
#include "convert/plain.hpp"

#include <dunlin/base/text.hpp>
#include <dunlin/migrator/version.hpp>
#include <dunlin/sqltext/statement.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>

namespace dunlin::migrator {
namespace {

using namespace std::string_view_literals;

/// What a comment line begins with, without blanks and in lower case, when some tool obeys it.
constexpr std::array orders{"--+goose"sv,
                            "--migrate:"sv,
                            "--dunlin:"sv,
                            "--version:"sv,
                            "--description:"sv,
                            "--no-transaction"sv,
                            "--liquibase"sv,
                            "--changeset"sv,
                            "--rollback"sv,
                            "--precondition"sv,
                            "--!"sv,
                            "----createabove"sv,
                            "----tern:"sv,
                            "--upmigration"sv,
                            "--downmigration"sv};

bool is_order(std::string_view line) {
    std::string tight;
    for (const char c : line) {
        if (std::isspace(static_cast<unsigned char>(c)) == 0) {
            tight += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        }
    }
    return std::any_of(orders.begin(), orders.end(),
                       [&](std::string_view order) { return tight.starts_with(order); });
}

/// The comments between two statements, without the orders among them.
std::string comments_of(std::string_view gap) {
    std::string kept;
    while (!gap.empty()) {
        const std::size_t end = std::min(gap.find('\n'), gap.size() - 1) + 1;
        const std::string_view line = gap.substr(0, end);
        if (!is_order(line)) {
            kept += line;
        }
        gap.remove_prefix(end);
    }
    return kept;
}

/// Numbers of at most 18 digits, which every tool's integers hold.
constexpr std::size_t most_digits = 18;

std::string leading_digits(std::string_view version) {
    const auto end = std::find_if(version.begin(), version.end(),
                                  [](unsigned char c) { return std::isdigit(c) == 0; });
    return {version.begin(), end};
}

bool are_ascending(const std::vector<std::string>& versions) {
    return std::all_of(versions.begin(), versions.end(),
                       [](const std::string& version) {
                           return is_version(version) && version.size() <= most_digits;
                       }) &&
           std::adjacent_find(versions.begin(), versions.end(), [](const auto& a, const auto& b) {
               return compare_versions(a, b) >= 0;
           }) == versions.end();
}

/// Some tools sort by text: equally long numbers sort alike everywhere.
void pad(std::vector<std::string>& versions) {
    std::size_t longest = 0;
    for (const std::string& version : versions) {
        longest = std::max(longest, version.size());
    }
    for (std::string& version : versions) {
        version.insert(0, longest - version.size(), '0');
    }
}

} // namespace

plain_script plain(const migration& of, const script& part) {
    const std::string whole = of.edited_text(part);
    const std::string_view text = without_bom(whole);
    plain_script script;
    script.options = part.options;
    std::size_t copied = 0;
    for (const sqltext::statement& statement : sqltext::split(text)) {
        script.text += comments_of(text.substr(copied, statement.begin - copied));
        script.text += statement.text(text);
        const std::size_t next = text.find_first_not_of(" \t\r\n", statement.end);
        const bool closed = next != std::string_view::npos && text[next] == ';';
        script.text += closed ? text.substr(statement.end, next + 1 - statement.end) : ";"sv;
        copied = closed ? next + 1 : statement.end;
    }
    script.text += comments_of(text.substr(copied));
    script.text = std::string(trim_white_space(script.text));
    script.text += script.text.empty() ? "" : "\n";
    return script;
}

std::string slug_of(std::string_view description) {
    std::string slug;
    for (const char c : description) {
        const auto byte = static_cast<unsigned char>(c);
        if (std::isalnum(byte) != 0 || byte >= 0x80) {
            slug += static_cast<char>(std::tolower(byte));
        } else if (!slug.empty() && slug.back() != '_') {
            slug += '_';
        }
    }
    while (slug.ends_with('_')) {
        slug.pop_back();
    }
    return slug.empty() ? "migration" : slug;
}

std::vector<std::string> versions_for(const writer& format, const source& from) {
    std::vector<std::string> own;
    std::vector<std::string> digits;
    for (const migration& migration : from.versioned) {
        own.push_back(migration.version);
        digits.push_back(leading_digits(migration.version));
    }
    const bool all_versions = std::all_of(own.begin(), own.end(),
                                          [](const auto& version) { return is_version(version); });
    if (format.allows_dots() && all_versions && from.order != version_order::listed) {
        return own;
    }
    if (!are_ascending(digits)) {
        for (std::size_t i = 0; i < digits.size(); ++i) {
            digits[i] = fmt::format("{:05}", i + 1);
        }
    }
    pad(digits);
    return digits;
}

} // namespace dunlin::migrator
