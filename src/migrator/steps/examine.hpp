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
        done,      ///< its effect is there
        not_done,  ///< it is to run (again), after `remedies`
        undecided, ///< nobody but a person can tell
    };
    kind what = kind::not_done;
    std::string reason;                ///< for people: "index i is there and valid"
    std::vector<std::string> remedies; ///< statements that clear away what it left
};

/// What is to be remembered before the statement runs, so that its effect is known from what was
/// there already: the indexes of the table, for CREATE INDEX. Empty for most.
std::string look_before(sqldb::connection& db, std::string_view statement);

/// What stands in the way of the first attempt: an invalid index of that name, which a run before
/// (of any tool) left, and which IF NOT EXISTS would step over.
step_effect examine_before(sqldb::connection& db, std::string_view statement);

/// What became of a statement that was intended and of which it is not known whether it ran.
/// `before` is what look_before gave.
step_effect examine_after(sqldb::connection& db, std::string_view statement,
                          std::string_view before);

} // namespace dunlin::migrator
