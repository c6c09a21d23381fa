// SPDX-License-Identifier: MIT
#include "apply/prepared_record.hpp"

#include "apply/hooks.hpp"
#include "apply/message.hpp"
#include "lock/runner_lock.hpp"

#include <dunlin/sqldb/error.hpp>

#include <algorithm>

namespace dunlin::migrator {
namespace {

/// For fewer scripts the round trip costs more than it saves.
constexpr std::size_t worth_preparing = 32;

/// invalid_sql_statement_name
constexpr auto no_such_statement = "26000";

bool names_statements(const prepared_script& script) {
    return script.names_statements || (script.verify && script.verify->names_statements);
}

bool may_keep_one(const run_context& run, const std::vector<prepared_script>& scripts) {
    return run.locks.runner().is_direct() &&
           std::none_of(scripts.begin(), scripts.end(), names_statements) &&
           std::none_of(run.hooks.begin(), run.hooks.end(),
                        [](const prepared_hook& hook) { return names_statements(hook.script); });
}

} // namespace

void prepare_record(run_context& run, const std::vector<prepared_script>& scripts) {
    if (scripts.size() < worth_preparing || !may_keep_one(run, scripts)) {
        return;
    }
    const std::string sql =
        run.ledger->prepare_applied_sql(*run.db, precondition_expression(run.locks.runner()));
    if (sql.empty()) {
        return;
    }
    try {
        run.db->run_script(sql);
        run.recording.is_prepared = true;
    } catch (const sqldb::sql_error&) {
        // A ledger that somebody altered: the first migration's own row fails with the reason.
    }
}

bool forget_lost_record(run_context& run, const error& problem) {
    const bool lost = run.recording.is_prepared && problem.sqlstate == no_such_statement;
    run.recording.is_prepared = run.recording.is_prepared && !lost;
    return lost;
}

} // namespace dunlin::migrator
