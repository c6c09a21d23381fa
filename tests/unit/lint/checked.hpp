// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/lint/lint.hpp>
#include <dunlin/sqltext/statement.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace dunlin::test {

/// A script whose transactions end with COMMIT.
inline lint::script script_of(std::string_view sql) {
    lint::script script;
    std::size_t transaction = 0;
    for (const auto& statement : sqltext::split(sql)) {
        const std::string_view text = statement.text(sql);
        if (text == "COMMIT") {
            ++transaction;
        } else {
            script.statements.push_back({text, statement.begin, transaction});
        }
    }
    return script;
}

inline std::vector<lint::finding> findings_of(std::string_view sql, int version = 17) {
    lint::linter linter(version);
    return linter.check(script_of(sql));
}

/// The ids of the rules that find something.
inline std::vector<std::string> ids_of(std::string_view sql, int version = 17) {
    std::vector<std::string> ids;
    for (const auto& finding : findings_of(sql, version)) {
        ids.emplace_back(finding.rule->id);
    }
    return ids;
}

inline bool finds(std::string_view sql, std::string_view id, int version = 17) {
    for (const auto& found : ids_of(sql, version)) {
        if (found == id) {
            return true;
        }
    }
    return false;
}

} // namespace dunlin::test
