// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/migrator/history.hpp>
#include <dunlin/migrator/plan.hpp>
#include <dunlin/migrator/preview.hpp>
#include <dunlin/migrator/report.hpp>
#include <dunlin/migrator/settings.hpp>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace dunlin::migrator {

struct up_options {
    target until;
    bool allow_out_of_order = false;
    /// All that is pending in one transaction: everything or nothing.
    bool single_transaction = false;
};

/// Applies what is pending. With nothing to do it connects, asks one query and returns. Otherwise
/// it holds the runner lock, and each migration commits together with its row in the ledger.
/// Throws error(config) for malformed files, error(history) when the history does not allow it,
/// error(locked) when another runner or a table's lock is in the way, sql_error with file, line,
/// column and the statement for a script that fails; `applied` and `aftermath` of the error say
/// what is now true.
report up(const settings& settings, const up_options& options = {});

/// Reverts the newest migration, or those that the target says.
report down(const settings& settings, const target& until = {});

/// Up or down, so that `version` is the newest one applied.
report to(const settings& settings, std::string_view version, const up_options& options = {});

/// Reverts the newest migration and applies it again.
report redo(const settings& settings);

preview preview_up(const settings& settings, const up_options& options = {}, bool with_sql = false);
preview preview_down(const settings& settings, const target& until = {}, bool with_sql = false);
preview preview_to(const settings& settings, std::string_view version,
                   const up_options& options = {}, bool with_sql = false);
preview preview_redo(const settings& settings, bool with_sql = false);

/// Files and ledger, read without a lock.
struct database_status {
    source files;
    ledger_state recorded;
    migrator::history history;       ///< points into the two above
    std::string tool;                ///< whose ledger it is
    std::string table;               ///< the ledger's, for people
    std::vector<std::string> limits; ///< what that ledger cannot record
    bool as_superuser = false;       ///< whether the session is a superuser's
};
std::unique_ptr<const database_status> status(const settings& settings);

} // namespace dunlin::migrator
