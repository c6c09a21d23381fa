// SPDX-License-Identifier: MIT
#pragma once

#include "plan/script_text.hpp"

#include <dunlin/migrator/plan.hpp>
#include <dunlin/sqltext/classify.hpp>
#include <dunlin/sqltext/script.hpp>

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

namespace dunlin::migrator {

/// A statement of a classified script, as a range of its text.
struct script_statement {
    sqltext::script_part part;
    sqltext::statement_class statement_class = sqltext::statement_class::ordinary;
};

/// Statements that are run together as one transaction, or one that cannot run in any.
struct script_step {
    std::size_t first = 0; ///< index of its first statement
    std::size_t count = 0;
    bool transactional = true;
};

/// A script that was checked and is ready to be sent.
struct prepared_script {
    enum class manner {
        message, ///< one message of the simple protocol holds it all
        parts,   ///< one transaction in several messages: it has inline COPY data, or is large
        steps,   ///< not one transaction
    };

    migrator::direction direction = direction::up;
    const migration* file = nullptr; ///< null when the text comes from the ledger
    std::string version;
    script_text text;
    directives options;
    manner run_as = manner::message;
    /// It may create prepared statements, or drop all of the session.
    bool names_statements = false;
    /// The version for people.
    [[nodiscard]] std::string_view shown_version() const {
        return file != nullptr ? file->shown_version() : version;
    }
    /// Its own BEGIN, when the script is wrapped whole in BEGIN ... COMMIT, else "BEGIN".
    std::string begin = "BEGIN";
    /// Empty for a plain script, whose statements need not be known unless one fails.
    std::vector<script_statement> statements;
    std::vector<script_step> steps; ///< for manner::steps
    /// The verify script, without its own BEGIN and ROLLBACK; null when there is none.
    std::shared_ptr<const prepared_script> verify;
};

/// Checks one script and decides how it is run. Throws error(config) with file, line and column for
/// a COMMIT or ROLLBACK in the middle, a psql meta-command, a placeholder without value, COPY TO
/// STDOUT and two-phase commit.
prepared_script prepare(const migration& file, direction direction,
                        const placeholder_lookup& lookup);
/// Likewise for a hook.
prepared_script prepare_hook(const hook& hook, const placeholder_lookup& lookup);
/// The down script of a migration for the ledger: what it inherits from the up script is
/// written out, so that it can be understood without its file.
std::string recordable_down(const migration& file);
/// Likewise for a down script that the ledger kept; its directives hold.
prepared_script prepare_recorded(std::string version, std::string down_sql,
                                 const placeholder_lookup& lookup);

} // namespace dunlin::migrator
