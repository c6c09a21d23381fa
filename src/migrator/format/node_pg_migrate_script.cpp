// SPDX-License-Identifier: MIT
#include "format/node_pg_migrate_script.hpp"

#include "format/lines.hpp"
#include "format/refuse.hpp"

#include <dunlin/base/text.hpp>
#include <dunlin/sqltext/script.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace dunlin::migrator {
namespace {

enum class marker { none, up, down, nearly_up, nearly_down };

bool accept_word(std::string_view& rest, std::string_view lower) {
    const bool same =
        rest.size() >= lower.size() && std::equal(lower.begin(), lower.end(), rest.begin(),
                                                  [](char a, char b) { return a == (b | 0x20); });
    if (same) {
        rest.remove_prefix(lower.size());
    }
    return same;
}

/// Dashes and blanks, `up` or `down`, blanks, `migration`, and anything after it.
marker read_marker(std::string_view line) {
    std::string_view rest = trim(line);
    if (!rest.starts_with("--")) {
        return marker::none;
    }
    rest.remove_prefix(std::min(rest.find_first_not_of("- \t"), rest.size()));
    const bool up = accept_word(rest, "up");
    if (!up && !accept_word(rest, "down")) {
        return marker::none;
    }
    const std::string_view word = trim(rest);
    const bool apart = word.size() < rest.size() && !rest.starts_with(word.substr(0, 1));
    std::string_view after = word;
    if (apart && accept_word(after, "migration")) {
        return up ? marker::up : marker::down;
    }
    // A line with only that word is another tool's.
    const bool alone = word.find_first_not_of("- \t:") == std::string_view::npos;
    return !alone ? marker::none : up ? marker::nearly_up : marker::nearly_down;
}

struct markers {
    std::optional<std::size_t> up;
    std::optional<std::size_t> down;
    std::optional<std::size_t> nearly_up;
    std::optional<std::size_t> nearly_down;
};

void note(const source_file& file, const comment_lines& at, std::optional<std::size_t>& into) {
    if (into) {
        refuse(file, at.begin(), "duplicate marker: node-pg-migrate ignores it",
               "keep one -- Up Migration and one -- Down Migration");
    }
    into = at.begin();
}

markers find_markers(const source_file& file) {
    markers found;
    for (comment_lines at(file.text); at.next();) {
        switch (read_marker(at.line())) {
        case marker::up:
            note(file, at, found.up);
            break;
        case marker::down:
            note(file, at, found.down);
            break;
        case marker::nearly_up:
            found.nearly_up = at.begin();
            break;
        case marker::nearly_down:
            found.nearly_down = at.begin();
            break;
        case marker::none:
            break;
        }
    }
    return found;
}

void refuse_near_misses(const source_file& file, const markers& found) {
    const auto check = [&](std::optional<std::size_t> at, bool there, std::string_view word) {
        if (at && !there) {
            refuse(file, *at,
                   "looks like a misspelled marker: node-pg-migrate reads it as a comment",
                   fmt::format("write: -- {} Migration", word));
        }
    };
    check(found.nearly_up, found.up.has_value(), "Up");
    check(found.nearly_down, found.down.has_value(), "Down");
    if (found.down && !found.up) {
        refuse(
            file, *found.down,
            "a down marker without an up marker: node-pg-migrate also runs the statements below it when it migrates up",
            "write -- Up Migration above the up statements");
    }
}

void refuse_statements_above(const source_file& file, std::size_t first_marker) {
    const std::string_view above = std::string_view(file.text).substr(0, first_marker);
    const auto statements = sqltext::read_script(above, file.name);
    if (!statements.empty()) {
        refuse(file, statements.front().sql.begin,
               "node-pg-migrate never runs statements above the first marker",
               "move them below -- Up Migration");
    }
}

script part(std::size_t begin, std::size_t end) {
    script script;
    script.begin = begin;
    script.end = end;
    script.options.honours_blocks = true;
    script.options.keeps_session = true;
    return script;
}

} // namespace

bool has_node_pg_migrate_markers(std::string_view text) {
    for (comment_lines at(text); at.next();) {
        const marker found = read_marker(at.line());
        if (found == marker::up || found == marker::down) {
            return true;
        }
    }
    return false;
}

void cut_node_pg_migrate(const source_file& file, migration& into) {
    const std::size_t size = file.text.size();
    const markers found = find_markers(file);
    refuse_near_misses(file, found);
    if (!found.up) {
        into.up = part(0, size);
        return;
    }
    refuse_statements_above(file, std::min(*found.up, found.down.value_or(size)));
    const bool down_last = !found.down || *found.down > *found.up;
    into.up = part(*found.up, down_last ? found.down.value_or(size) : size);
    if (found.down) {
        into.down = part(*found.down, down_last ? size : *found.up);
    }
}

} // namespace dunlin::migrator
