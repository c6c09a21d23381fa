// SPDX-License-Identifier: MIT
#include "format/foreign_markers.hpp"

#include <dunlin/base/text.hpp>

#include <algorithm>
#include <array>
#include <string>

namespace dunlin::migrator {
namespace {

using namespace std::string_view_literals;

struct marker {
    std::string_view text; ///< after the dashes and blanks, in lower case
    std::string_view tool;
    bool is_whole_line = false;
};

constexpr std::array markers{
    marker{"migrate:up"sv, "dbmate"sv},
    marker{"migrate:down"sv, "dbmate"sv},
    marker{"+goose "sv, "goose"sv},
    marker{"+migrate up"sv, "sql-migrate"sv},
    marker{"+migrate down"sv, "sql-migrate"sv},
    marker{"+migrate statement"sv, "sql-migrate"sv},
    marker{"+micrate "sv, "micrate"sv},
    marker{"rambler up"sv, "rambler"sv, true},
    marker{"rambler down"sv, "rambler"sv, true},
    marker{"//@undo"sv, "MyBatis Migrations"sv, true},
    marker{"@undo"sv, "MyBatis Migrations"sv, true},
    marker{"up migration"sv, "node-pg-migrate"sv, true},
    marker{"down migration"sv, "node-pg-migrate"sv, true},
    marker{"create above / drop below ----"sv, "tern"sv, true},
    marker{"tern: disable-tx ----"sv, "tern"sv, true},
    marker{"! previous:"sv, "graphile-migrate"sv},
    marker{"liquibase formatted sql"sv, "Liquibase"sv},
};

/// `changeset author:id`; without a colon it is prose.
bool is_changeset(std::string_view text) {
    constexpr auto word = "changeset "sv;
    if (!text.starts_with(word)) {
        return false;
    }
    const std::string_view name = trim(text.substr(word.size()));
    const std::size_t colon = name.substr(0, name.find_first_of(" \t")).find(':');
    return colon != std::string_view::npos && colon != 0;
}

/// `--rollback DROP TABLE a;`. With a blank or other words after it, it is mostly prose.
bool is_rollback(std::string_view line) {
    constexpr auto start = "--rollback "sv;
    constexpr std::array first_words{"alter"sv,  "create"sv, "delete"sv, "drop"sv,     "empty"sv,
                                     "insert"sv, "not"sv,    "select"sv, "truncate"sv, "update"sv};
    const std::string lower = lower_case(line);
    if (!lower.starts_with(start)) {
        return false;
    }
    const std::string_view rest = trim(std::string_view(lower).substr(start.size()));
    const std::string_view word = rest.substr(0, rest.find_first_of(" \t;"));
    return std::find(first_words.begin(), first_words.end(), word) != first_words.end();
}

} // namespace

std::string_view tool_of_marker(std::string_view line) {
    const std::string lower = lower_case(trim(line));
    std::string_view text = lower;
    text.remove_prefix(text.find_first_not_of('-') == text.npos ? text.size()
                                                                : text.find_first_not_of('-'));
    text = trim(text);
    if (is_rollback(line)) {
        return "Liquibase";
    }
    for (const marker& known : markers) {
        if (known.is_whole_line ? text == known.text : text.starts_with(known.text)) {
            return known.tool;
        }
    }
    return is_changeset(text) ? "Liquibase" : "";
}

} // namespace dunlin::migrator
