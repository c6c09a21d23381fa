// SPDX-License-Identifier: MIT
#include "apply/apply.hpp"
#include "apply/failure.hpp"
#include "apply/hooks.hpp"
#include "apply/message.hpp"
#include "apply/recording_script.hpp"
#include "format/mentions.hpp"
#include "lock/runner_lock.hpp"
#include "steps/examine.hpp"
#include "steps/steps.hpp"

#include <dunlin/sqldb/query.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace dunlin::migrator {
namespace {

/// Whether the server refused the statement itself, before it did anything: its syntax or a name
/// in it (class 42), something that this server cannot do, or a transaction around it. An error
/// with a context comes from a function or procedure, which may have committed before.
bool was_refused(const sqldb::sql_error& problem) {
    const std::string_view code = problem.sqlstate;
    return problem.context.empty() &&
           (code.starts_with("42") || code == "0A000" || code == "25001");
}

/// Runs one migration step by step. Between two steps everything that was done is committed, and
/// what is to be recorded with the next transaction waits in `unrecorded_`.
class step_run {
public:
    step_run(run_context& run, const plan_step& step, const prepared_script& script)
        : run_(run), step_(step), script_(script),
          own_limits_(mentions(script.text.text(), "lock_timeout")) {}

    std::size_t run() {
        open_session();
        std::size_t ran = 0;
        for (std::size_t i = 0; i < script_.steps.size(); ++i) {
            ran += run_step(i) ? 1 : 0;
        }
        finish();
        if (script_.options.keeps_session) {
            run_.db->run_script(reset_sql(run_, script_.options) + own_settings());
        } else {
            run_.db->reset_session();
        }
        return std::max<std::size_t>(ran, 1);
    }

private:
    /// Resets what open_session() has set.
    [[nodiscard]] std::string own_settings() const {
        return std::string(own_limits_ ? "" : "RESET lock_timeout;") + "RESET statement_timeout;" +
               (run_.locks.runner().has_transaction_timeout() ? "RESET transaction_timeout;" : "") +
               (run_.locks.runner().can_check_client() ? "RESET client_connection_check_interval;"
                                                       : "");
    }

    /// Settings for what runs outside of transactions. It waits for locks without limit, since it
    /// blocks nobody meanwhile and would leave an invalid index when cancelled.
    void open_session() {
        std::string sql = run_comment(run_.locks, script_);
        if (!own_limits_) {
            const auto limit = script_.options.lock_timeout.value_or(std::chrono::milliseconds(0));
            sql += fmt::format("SET lock_timeout = {};", limit.count());
        }
        if (script_.options.statement_timeout) {
            sql += fmt::format("SET statement_timeout = {};",
                               script_.options.statement_timeout->count());
        }
        if (run_.locks.runner().has_transaction_timeout()) {
            sql += "SET transaction_timeout = 0;";
        }
        if (run_.locks.runner().can_check_client()) {
            sql += "SET client_connection_check_interval = 1000;";
        }
        run_.db->run_script(sql + "SELECT 1");
    }

    /// False when there was nothing left to do.
    bool run_step(std::size_t index) {
        step_row row = describe_step(script_, index);
        const step_row* known = recorded(row.position);
        if (known != nullptr && known->done) {
            restore_settings(index);
            return false;
        }
        run_.watcher.on_step(step_, index + 1, script_.steps.size(), row.shown);
        if (script_.steps[index].transactional) {
            run_transaction(index, row);
        } else if (known == nullptr) {
            run_first_time(index, row);
        } else {
            resume(index, row, *known);
        }
        return true;
    }

    const step_row* recorded(std::int64_t position) const {
        const auto found = std::find_if(
            run_.recording.steps.begin(), run_.recording.steps.end(), [&](const step_row& step) {
                return step.version == script_.version && step.direction == script_.direction &&
                       step.position == position;
            });
        return found == run_.recording.steps.end() ? nullptr : &*found;
    }

    /// A SET of an earlier step held for the session that ran it; the new one needs it too.
    void restore_settings(std::size_t index) {
        const script_step& step = script_.steps[index];
        for (std::size_t i = step.first; i < step.first + step.count; ++i) {
            const auto text = script_.statements[i].part.sql.text(script_.text.text());
            if (sets_session(text)) {
                run_.db->run_script(text);
            }
        }
    }

    void run_transaction(std::size_t index, step_row& row) {
        const script_step& step = script_.steps[index];
        std::size_t first = step.first;
        std::size_t end = step.first + step.count;
        std::string begin = "BEGIN";
        const auto kind_of = [&](std::size_t i) { return script_.statements[i].statement_class; };
        if (kind_of(first) == sqltext::statement_class::begin) {
            begin = script_.statements[first++].part.sql.text(script_.text.text());
            --end;
        }
        const bool undoes =
            end < step.first + step.count && kind_of(end) == sqltext::statement_class::rollback;
        const std::string claim = claim_by_own_role();
        run_.db->run_script(run_comment(run_.locks, script_) + begin + ";" + limits() + claim);
        send_parts(run_, script_, first, end);
        if (undoes) {
            run_.db->run_script("ROLLBACK;BEGIN");
        }
        row.done = true;
        close_transaction(is_last(index) ? "" : run_.events.done_sql(*run_.db, row),
                          is_last(index));
        update_recorded(row);
    }

    /// The script, or a hook before it, may have set a role for the session that must not lock
    /// the ledger. Nothing here asks a query: SET TRANSACTION may come first.
    std::string claim_by_own_role() {
        if (!mentions(script_.text.text(), "role") &&
            !has_hooks(run_.files, hook::time::before_each, script_.direction)) {
            return claim_sql(run_);
        }
        const auto role = sqldb::query_value<std::string>(*run_.db, "SHOW role");
        const std::string& own = run_.settings.database.role;
        return role == (own.empty() ? "none" : own)
                   ? claim_sql(run_)
                   : "SET LOCAL role TO " + own_role(run_) + ";" + claim_sql(run_) +
                         "SET LOCAL role TO " + run_.db->quote_identifier(role) + ";";
    }

    std::string limits() const {
        const auto limit = script_.options.lock_timeout.value_or(run_.settings.lock.timeout);
        return own_limits_ ? "" : fmt::format("SET LOCAL lock_timeout = {};", limit.count());
    }

    void run_first_time(std::size_t index, step_row& row) {
        const step_effect leftover = examine_before(*run_.db, row.statement);
        clear_away(leftover);
        row.before = state_before(*run_.db, row.statement);
        run_.db->run_script(run_comment(run_.locks, script_) + "BEGIN");
        close_transaction(run_.events.intent_sql(*run_.db, row), false);
        update_recorded(row);
        run_statement(index, row);
    }

    void resume(std::size_t index, step_row& row, const step_row& known) {
        const step_effect found = examine_after(*run_.db, row.statement, known.before);
        if (found.outcome == step_effect::kind::undecided) {
            throw error(
                error_kind::history,
                fmt::format(
                    "step {} of {} was started, and it is unknown whether it took effect: {}",
                    row.position, row.version, found.reason))
                .with_hint(fmt::format(
                    "check the database, then record the step as done with `dunlin migrate repair --done {0}`, or run it again with `dunlin migrate repair --redo {0}`",
                    row.version))
                .at(script_.text.where(
                    script_.statements[script_.steps[index].first].part.sql.begin));
        }
        const bool done = found.outcome == step_effect::kind::done;
        run_.watcher.on_note(fmt::format("{}: step {} was interrupted; {}: {}", row.version,
                                         row.position, found.reason,
                                         done ? "done" : "running it again"));
        clear_away(found);
        if (done) {
            unrecorded_ += run_.events.mark_done_sql(*run_.db, row);
            row.done = true;
            update_recorded(row);
            return;
        }
        run_statement(index, row);
    }

    void clear_away(const step_effect& found) {
        for (const std::string& remedy : found.remedies) {
            run_.watcher.on_note(fmt::format("{}: {}: {}", script_.version, found.reason, remedy));
            run_alone(run_comment(run_.locks, script_) + remedy);
        }
    }

    /// A statement outside of any transaction, which no precondition of a row protects. Its message
    /// checks by itself whether this run still has its lock: one that reaches the server when its
    /// process is dead and the next runner is at work does nothing. The check has the run's
    /// comment as well, so that the next runner sees at once who is at work.
    void run_alone(const std::string& sql) {
        try {
            run_.db->run_with_precondition(
                run_comment(run_.locks, script_) + precondition_sql(run_.locks.runner()), sql);
        } catch (const sqldb::sql_error& problem) {
            throw_if_lock_lost(problem, {});
            throw;
        }
    }

    void run_statement(std::size_t index, step_row& row) {
        const std::size_t at = script_.steps[index].first;
        const std::size_t begin = script_.statements[at].part.sql.begin;
        const sent_part sent =
            compose_part(run_.locks, script_, begin, begin + row.statement.size());
        try {
            run_alone(sent.text);
        } catch (const sqldb::sql_error& problem) {
            if (is_lost(run_, problem)) {
                throw;
            }
            if (was_refused(problem)) {
                forget_intent(row);
            }
            throw_part_failure(problem, script_, sent, at);
        }
        unrecorded_ += run_.events.mark_done_sql(*run_.db, row);
        row.done = true;
        update_recorded(row);
    }

    /// A statement that the server refused left nothing, unless the catalog says otherwise: the
    /// next run begins with it. When that cannot be recorded, the next run examines it like one
    /// that was interrupted.
    void forget_intent(const step_row& row) {
        try {
            if (!examine_after(*run_.db, row.statement, row.before).remedies.empty()) {
                return;
            }
            run_.db->run_script(run_comment(run_.locks, script_) + "BEGIN");
            close_transaction(run_.events.forget_sql(*run_.db, row), false);
        } catch (const error&) {
            return;
        }
        std::erase_if(run_.recording.steps, [&](const step_row& step) {
            return step.version == row.version && step.direction == row.direction &&
                   step.position == row.position;
        });
    }

    [[nodiscard]] bool is_last(std::size_t index) const {
        // With a verify script or hooks after it, none of the steps completes the migration.
        return index + 1 == script_.steps.size() && !script_.verify && !has_hooks_after();
    }

    [[nodiscard]] bool has_hooks_after() const {
        return has_hooks(run_.files, hook::time::after_each, script_.direction);
    }

    /// Records what was done and commits the open transaction. The script may have changed the
    /// role; what is set here ends with the transaction.
    void close_transaction(const std::string& record, bool completes) {
        std::string sql =
            "SET LOCAL SESSION AUTHORIZATION DEFAULT;SET LOCAL role TO " + own_role(run_) + ";";
        sql += completes ? "" : precondition_sql(run_.locks.runner());
        sql += unrecorded_;
        sql += record;
        if (completes) {
            sql += run_.events.clear_sql(*run_.db, script_.version, script_.direction);
            sql += record_sql(run_, step_, script_);
        }
        completed_ = completes;
        try {
            run_recording_script(run_, sql + "\nCOMMIT");
        } catch (const sqldb::sql_error& problem) {
            throw_if_lock_lost(problem, {});
            throw;
        }
        unrecorded_.clear();
    }

    void finish() {
        if (!completed_) {
            // Before the row is written: should they fail, the next run begins with them.
            send_hooks_outside(run_, hook::time::after_each, script_.direction);
            run_.db->run_script(run_comment(run_.locks, script_) + "BEGIN;" +
                                (has_hooks_after() ? limits() : ""));
            send_verify(run_, script_);
            run_hooks_within(run_, hook::time::after_each, script_.direction);
            close_transaction("", true);
        }
        std::erase_if(run_.recording.steps, [&](const step_row& step) {
            return step.version == script_.version && step.direction == script_.direction;
        });
    }

    /// What the journal knows, or will know with the next transaction.
    void update_recorded(const step_row& row) {
        for (step_row& step : run_.recording.steps) {
            if (step.version == row.version && step.direction == row.direction &&
                step.position == row.position) {
                step.done = row.done;
                return;
            }
        }
        run_.recording.steps.push_back(row);
    }

    run_context& run_;
    const plan_step& step_;
    const prepared_script& script_;
    bool own_limits_;
    bool completed_ = false;
    std::string unrecorded_;
};

} // namespace

std::size_t apply_in_steps(run_context& run, const plan_step& step, const prepared_script& script) {
    return step_run(run, step, script).run();
}

} // namespace dunlin::migrator
