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

bool ascend(const std::vector<std::string>& versions) {
    return std::all_of(versions.begin(), versions.end(),
                       [](const std::string& each) {
                           return is_version(each) && each.size() <= most_digits;
                       }) &&
           std::adjacent_find(versions.begin(), versions.end(), [](const auto& a, const auto& b) {
               return compare_versions(a, b) >= 0;
           }) == versions.end();
}

/// Some tools sort by text: equally long numbers sort alike everywhere.
void pad(std::vector<std::string>& versions) {
    std::size_t longest = 0;
    for (const std::string& each : versions) {
        longest = std::max(longest, each.size());
    }
    for (std::string& each : versions) {
        each.insert(0, longest - each.size(), '0');
    }
}

} // namespace

plain_script plain(const migration& of, const script& part) {
    const std::string whole = of.edited_text(part);
    const std::string_view text = without_bom(whole);
    plain_script made;
    made.options = part.options;
    std::size_t taken = 0;
    for (const sqltext::statement& each : sqltext::split(text)) {
        made.text += comments_of(text.substr(taken, each.begin - taken));
        made.text += each.text(text);
        const std::size_t next = text.find_first_not_of(" \t\r\n", each.end);
        const bool closed = next != std::string_view::npos && text[next] == ';';
        made.text += closed ? text.substr(each.end, next + 1 - each.end) : ";"sv;
        taken = closed ? next + 1 : each.end;
    }
    made.text += comments_of(text.substr(taken));
    made.text = std::string(trim_white_space(made.text));
    made.text += made.text.empty() ? "" : "\n";
    return made;
}

std::string slug_of(std::string_view description) {
    std::string made;
    for (const char c : description) {
        const auto byte = static_cast<unsigned char>(c);
        if (std::isalnum(byte) != 0 || byte >= 0x80) {
            made += static_cast<char>(std::tolower(byte));
        } else if (!made.empty() && made.back() != '_') {
            made += '_';
        }
    }
    while (made.ends_with('_')) {
        made.pop_back();
    }
    return made.empty() ? "migration" : made;
}

std::vector<std::string> versions_for(const writer& format, const source& from) {
    std::vector<std::string> own;
    std::vector<std::string> digits;
    for (const migration& each : from.versioned) {
        own.push_back(each.version);
        digits.push_back(leading_digits(each.version));
    }
    const bool all_versions =
        std::all_of(own.begin(), own.end(), [](const auto& each) { return is_version(each); });
    if (format.takes_dots() && all_versions && from.order != version_order::listed) {
        return own;
    }
    if (!ascend(digits)) {
        for (std::size_t i = 0; i < digits.size(); ++i) {
            digits[i] = fmt::format("{:05}", i + 1);
        }
    }
    pad(digits);
    return digits;
}

} // namespace dunlin::migrator
