// SPDX-License-Identifier: MIT
#include "format/directive.hpp"

#include "format/lines.hpp"

#include <dunlin/base/clock.hpp>
#include <dunlin/base/closest_match.hpp>
#include <dunlin/base/position.hpp>
#include <dunlin/base/text.hpp>

#include <fmt/format.h>

#include <array>

namespace dunlin::migrator {
namespace {

constexpr std::string_view prefix = "-- dunlin:";
constexpr std::string_view form =
    "-- dunlin:down, -- dunlin:no-transaction, -- dunlin:lock-timeout "
    "5s, -- dunlin:statement-timeout 10min, -- dunlin:placeholders, -- dunlin:allow RULE "
    "reason=\"...\"";

[[noreturn]] void fail(const std::string& message, const source_file& file, std::size_t offset,
                       std::string hint) {
    throw error(error_kind::config, message)
        .with_hint(std::move(hint))
        .at(locate(file.text, offset, file.name));
}

struct directive_parts {
    std::string_view name;
    std::string_view argument;
};

directive_parts split_directive(std::string_view line) {
    const std::string_view rest = trim(line.substr(prefix.size()));
    const std::size_t blank = std::min(rest.find_first_of(" \t"), rest.size());
    return {rest.substr(0, blank), trim(rest.substr(blank))};
}

void set_duration(const directive_parts& part, const source_file& file, std::size_t offset,
                  std::optional<std::chrono::milliseconds>& into) {
    const auto value = parse_duration(part.argument, std::chrono::milliseconds(1));
    if (!value || part.argument.empty()) {
        fail(fmt::format("invalid duration: \"{}\"", part.argument), file, offset,
             fmt::format("for example: -- dunlin:{} 5s", part.name));
    }
    if (into) {
        fail(fmt::format("{} is given twice", part.name), file, offset, "keep only one");
    }
    into = std::chrono::duration_cast<std::chrono::milliseconds>(*value);
}

void set_flag(const directive_parts& part, const source_file& file, std::size_t offset,
              bool& into) {
    if (!part.argument.empty()) {
        fail(fmt::format("{} takes no argument", part.name), file, offset,
             fmt::format("write: -- dunlin:{}", part.name));
    }
    into = true;
}

[[noreturn]] void fail_unknown(const directive_parts& part, const source_file& file,
                               std::size_t offset) {
    static const std::array<std::string, 6> names{
        "down", "no-transaction", "lock-timeout", "statement-timeout", "placeholders", "allow"};
    const std::string meant = closest_match(part.name, names);
    fail(fmt::format("unknown directive \"{}\"", part.name), file, offset,
         meant.empty() ? fmt::format("directives: {}", form)
                       : fmt::format("did you mean -- dunlin:{}?", meant));
}

} // namespace

bool is_directive(std::string_view line) {
    std::string_view rest = line.substr(line.find("--") + 2);
    rest.remove_prefix(std::min(rest.find_first_not_of(" \t"), rest.size()));
    constexpr std::string_view name = "dunlin";
    for (const char expected : name) {
        if (rest.empty() || (rest[0] | 0x20) != expected) {
            return false;
        }
        rest.remove_prefix(1);
    }
    return trim(rest).starts_with(':');
}

bool is_down_directive(std::string_view line) {
    return line.starts_with(prefix) && split_directive(line).name == "down" &&
           split_directive(line).argument.empty();
}

void set_directive(std::string_view line, const source_file& file, std::size_t offset,
                   directives& into) {
    if (!line.starts_with(prefix)) {
        fail("looks like a misspelled directive, which would be ignored", file, offset,
             fmt::format("write one of these at the start of the line: {}", form));
    }
    const directive_parts part = split_directive(line);
    if (part.name == "no-transaction") {
        set_flag(part, file, offset, into.no_transaction);
    } else if (part.name == "placeholders") {
        set_flag(part, file, offset, into.placeholders);
    } else if (part.name == "lock-timeout") {
        set_duration(part, file, offset, into.lock_timeout);
    } else if (part.name == "statement-timeout") {
        set_duration(part, file, offset, into.statement_timeout);
    } else if (part.name != "allow") { // which only `migrate lint` reads
        fail_unknown(part, file, offset);
    }
}

directives read_directives(const source_file& file) {
    directives found;
    for (comment_lines at(file.text); at.next();) {
        if (is_directive(at.line())) {
            set_directive(at.line(), file, at.begin(), found);
        }
    }
    return found;
}

} // namespace dunlin::migrator
