// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/migrator/source.hpp>

#include <cstddef>
#include <string>
#include <vector>

namespace dunlin::migrator {

/// A statement that would run.
struct preview_statement {
    std::string text;
    std::size_t line = 0; ///< in its file, from 1
    std::size_t step = 1; ///< statements of one number share a transaction or stand alone
    bool in_transaction = true;
};

/// A hook that would run, or may run.
struct preview_hook {
    hook::time when = hook::time::before_run;
    std::string file;
    bool within = false;   ///< in the transaction of its migration
    bool in_steps = false; ///< outside of any transaction
    std::vector<preview_statement> statements;
};

/// A precondition of a migration.
struct preview_condition {
    std::string sql;
    std::string expected;
    std::size_t line = 0; ///< in its file, from 1
    precondition_rules::action on_fail = precondition_rules::action::halt;
    precondition_rules::action on_error = precondition_rules::action::halt;
};

/// A migration that would run.
struct preview_step {
    std::string version;
    std::string shown_version; ///< for people, as the following
    std::string shown_description;
    std::string description;
    migrator::direction direction = direction::up;
    std::string file;      ///< or a name for a down script from the ledger
    bool in_steps = false; ///< not one transaction
    bool resumes = false;  ///< continues after the completed steps
    std::size_t steps = 1;
    std::vector<preview_statement> statements;
    std::vector<preview_hook> before; ///< that run before it, in order
    std::vector<preview_hook> after;
    std::vector<preview_condition> conditions; ///< checked after `before`, unless that is within
};

/// What a run would do. Made without a lock and without writing anything; throws as the run would.
/// Hooks for failures are not part of it.
struct preview {
    std::vector<preview_step> steps;
    std::vector<preview_hook> before; ///< that run before all, also when there is nothing to do
    std::vector<preview_hook> after;
    /// A script for psql that does the same, with the rows of the ledger. Empty unless asked for.
    std::string sql;
    /// Migrations without a statement, and syntax that only a newer server than the parser may
    /// know.
    std::vector<std::string> warnings;
};

} // namespace dunlin::migrator
