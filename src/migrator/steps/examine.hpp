// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/sqldb/connection.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace dunlin::migrator {

/// What the catalog says about a statement that no transaction holds.
struct step_effect {
    enum class kind {
        done,      ///< it took effect
        not_done,  ///< it is to run (again), after `remedies`
        undecided, ///< only a person can decide
    };
    kind outcome = kind::not_done;
    std::string reason;                ///< for people: "index i exists and is valid"
    std::vector<std::string> remedies; ///< statements that remove what it left
};

/// What to record before the statement runs, so that its effect can be told from what
/// existed already: the indexes of the table, for CREATE INDEX. Empty for most statements.
std::string state_before(sqldb::connection& db, std::string_view statement);

/// Examines what prevents the first attempt: an invalid index of that name, which an earlier run
/// (of any tool) left, and which IF NOT EXISTS would accept.
step_effect examine_before(sqldb::connection& db, std::string_view statement);

/// Examines whether a statement took effect that was recorded as intended.
/// `before` is the result of state_before.
step_effect examine_after(sqldb::connection& db, std::string_view statement,
                          std::string_view before);

} // namespace dunlin::migrator
