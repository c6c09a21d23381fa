// SPDX-License-Identifier: MIT
#include "run.hpp"

#include "apply/apply_plan.hpp"
#include "apply/apply_together.hpp"
#include "apply/hooks.hpp"
#include "apply/message.hpp"
#include "apply/orphans.hpp"
#include "apply/preview.hpp"
#include "apply/preview_sql.hpp"
#include "apply/reconnect.hpp"
#include "lock/activity.hpp"
#include "lock/runner_lock.hpp"
#include "plan/checksums.hpp"
#include "plan/down_script.hpp"
#include "plan/script_values.hpp"
#include "plan/syntax.hpp"
#include "steps/steps.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <utility>

namespace dunlin::migrator {
namespace {

using clock = std::chrono::steady_clock;

/// What is current and pending after all that the report lists.
void summarise(const history& before, report& into) {
    std::map<std::string_view, direction> done;
    for (const outcome& outcome : into.applied) {
        done.insert_or_assign(outcome.version, outcome.direction);
    }
    for (const entry& entry : before.entries) {
        const auto touched = done.find(entry.version);
        const bool untouched = touched == done.end();
        const bool to_run = entry.state == state::pending || entry.state == state::out_of_order ||
                            entry.state == state::outdated || entry.state == state::unfinished;
        const bool applied = untouched ? entry.row != nullptr : touched->second == direction::up;
        if (untouched ? to_run : !applied) {
            ++into.pending;
        }
        if (applied && entry.kind == migration_kind::versioned) {
            into.current = entry.version;
            into.shown_current = entry.shown_version();
        }
    }
}

bool is_same_work(const std::vector<plan_step>& left, const std::vector<plan_step>& right) {
    return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                      [](const plan_step& a, const plan_step& b) {
                          return a.direction == b.direction && a.file == b.file &&
                                 (a.file != nullptr || a.row->version == b.row->version);
                      });
}

} // namespace

run::run(const settings& settings, direction direction)
    : settings_(settings), serial_(settings.watcher), context_(settings_, serial_),
      values_(script_values(settings.placeholder, context_.db)) {
    settings_.database.on_notice = [this, given = settings.database.on_notice](const auto& notice) {
        if (given) {
            given(notice);
        }
        report_notice(notice);
    };
    report_.direction = direction;
    work_.run_direction = direction;
}

// A run: read files and ledger, plan, acquire the locks, plan again with them, apply, report.
report run::execute(const planner& make_plan, bool in_one_transaction) {
    const auto begin = clock::now();
    read();
    if (!recorded_.blocked.empty()) {
        // Perhaps by a run of the tool that is under way; with its lock that is known.
        acquire_locks();
        recorded_ = read_with_locks();
    }
    if (plan_with_check_hooks(make_plan) || has_work()) {
        ask_permission();
        if (in_one_transaction) {
            refuse_steps(context_, work_);
        }
        // Computed while the connection of the lock is made and the server works.
        context_.recording.checksums = std::make_unique<checksums_ahead>(work_.steps);
        acquire_locks();
        plan_again_with_locks(make_plan);
        if (has_work()) {
            if (in_one_transaction) {
                refuse_steps(context_, work_);
            }
            apply_plan(context_, work_, in_one_transaction, report_);
        }
    } else if (recorded_.has_stale_lock && !context_.locks.are_acquired()) {
        context_.locks.acquire(context_.ledger->table(), *context_.ledger, *context_.db);
    } else {
        report_doubts();
    }
    record_protection();
    summarise(history_, report_);
    report_.as_superuser = context_.db && context_.db->parameter_status("is_superuser") == "on";
    report_.duration = std::chrono::duration_cast<std::chrono::microseconds>(clock::now() - begin);
    return std::move(report_);
}

preview run::preview(const planner& make_plan, bool with_sql) {
    is_preview_ = true;
    read();
    report_doubts();
    plan_work(make_plan);
    migrator::preview preview = describe(context_.hooks, work_);
    preview.warnings = warnings_;
    if (with_sql) {
        context_.recording.next_rank = highest_rank(recorded_) + 1;
        preview.sql = psql_script(context_, recorded_.exists, work_);
    }
    return preview;
}

void run::read() {
    recorded_ = open(context_);
    refuse_second_history();
}

/// Another tool's ledger was asked for, but dunlin's own has the history of this database. A table
/// of the tool that exists may be the newer of the two, so that one is only a doubt.
void run::refuse_second_history() {
    if (recorded_.in_own_ledger == 0 || !recorded_.rows.empty()) {
        return;
    }
    const std::string fact = fmt::format(
        "{} records {} migration{} of this database, and {} none", context_.own_ledger->table(),
        recorded_.in_own_ledger, recorded_.in_own_ledger == 1 ? "" : "s", context_.ledger->table());
    const std::string hint =
        fmt::format("copy the history there with `dunlin migrate adopt --back --from {0}`",
                    context_.ledger->tool());
    if (recorded_.exists) {
        warn(fmt::format("{}; {}", fact, hint));
        return;
    }
    throw error(error_kind::history, fact + ": they would run again")
        .with_hint(hint + ", or use --ledger dunlin");
}

void run::prepare_hooks_once() {
    if (context_.hooks.empty()) {
        context_.hooks = prepare_hooks(context_.files, values_);
    }
}

/// As plan_work(), with the hooks around the comparison, which may correct the history.
bool run::plan_with_check_hooks(const planner& make_plan) {
    if (report_.direction == direction::down || !has_check_hooks(context_.files)) {
        return plan_work(make_plan);
    }
    acquire_locks();
    recorded_ = read_with_locks();
    prepare_hooks_once();
    run_hooks(context_, hook::time::before_check, direction::up);
    recorded_ = read_ledger(context_);
    try {
        plan_work(make_plan);
    } catch (const error& problem) {
        if (problem.kind() == error_kind::history) {
            run_failure_hooks(context_, hook::time::after_check_failed, direction::up);
        }
        throw;
    }
    run_hooks(context_, hook::time::after_check, direction::up);
    return !work_.steps.empty();
}

/// Plans, and checks every script that will run. False: no migration is to run.
bool run::plan_work(const planner& make_plan) {
    history_ = compare(context_.files, recorded_);
    plan plan = make_plan(history_);
    plan.refuse_problems();
    if (!plan.steps.empty() && !is_preview_) {
        context_.locks.prepare_session();
    }
    prepare_hooks_once();
    const bool is_planned_again = is_same_work(work_.steps, plan.steps);
    work_.steps = std::move(plan.steps);
    if (!is_planned_again) {
        work_.scripts.clear();
        for (const plan_step& step : work_.steps) {
            work_.scripts.push_back(prepare_step(step));
        }
        check_scripts();
    }
    for (const prepared_script& script : work_.scripts) {
        refuse_changed_steps(script, recorded_.steps);
    }
    return !work_.steps.empty();
}

/// The server parses with its own grammar and settings, so only what it would reject is refused.
void run::check_scripts() {
    const bool reads_strings_alike =
        context_.db->parameter_status("standard_conforming_strings") != "off";
    const int version = context_.db->server_version() / 10000;
    for (std::size_t i = 0; i < work_.scripts.size(); ++i) {
        const prepared_script& script = work_.scripts[i];
        // A down script that the ledger kept has no file that could be corrected.
        if (script.file != nullptr && reads_strings_alike) {
            for (std::string& warning : refuse_wrong_syntax(script, version)) {
                warn(std::move(warning));
            }
        }
        if (script.direction == direction::up) {
            if (std::string empty = emptiness_of(script); !empty.empty()) {
                warn(std::move(empty));
            }
        }
    }
}

/// The plan may be made again once the locks are there; nobody should read a warning twice.
void run::warn(std::string text) {
    if (std::find(warnings_.begin(), warnings_.end(), text) != warnings_.end()) {
        return;
    }
    if (!is_preview_) {
        context_.watcher.on_note("warning: " + text);
    }
    warnings_.push_back(std::move(text));
}

void run::fail_without_down(const plan_step& step) const {
    if (step.file == nullptr) {
        throw error(error_kind::history,
                    fmt::format("{} has no down script in the ledger, and its file is missing",
                                step.version()))
            .with_hint("restore the file");
    }
    const std::string& file = step.file->file->name;
    std::string hint = down_script_hint(context_.files.format, file);
    if (hint.empty()) {
        hint = fmt::format("see dunlin-migrations(5) for the down scripts of {}",
                           context_.files.format);
    }
    throw error(error_kind::history,
                fmt::format("{} has no down script in {} or in the ledger", step.version(), file))
        .with_hint(std::move(hint));
}

prepared_script run::prepare_step(const plan_step& step) {
    if (step.direction == direction::up || (step.file != nullptr && step.file->down)) {
        return prepare(*step.file, step.direction, values_);
    }
    const auto recorded = context_.ledger->down_sql(*context_.db, step.row->version);
    if (!recorded && step.file != nullptr && step.file->empty_down) {
        throw error(error_kind::history,
                    fmt::format("{} cannot be reverted: its down script is empty, which {} refuses",
                                step.version(), context_.files.format))
            .with_hint(
                "write the statements that revert it; if there is nothing to revert, a comment is enough")
            .at({step.file->empty_down->name, 0, 0, ""});
    }
    if (!recorded) {
        fail_without_down(step);
    }
    return prepare_recorded(step.row->version, *recorded, context_.settings.placeholder);
}

bool run::has_work() const {
    return !work_.steps.empty() || has_hooks_without_work(context_, work_);
}

void run::acquire_locks() {
    if (context_.locks.are_acquired()) {
        return;
    }
    context_.ledger->expect_writing();
    context_.locks.acquire(context_.ledger->table(), *context_.ledger, *context_.db);
    const runner_lock& runner = context_.locks.runner();
    context_.activity = std::make_unique<activity_watch>(
        context_.settings, runner.comment_prefix() + context_.locks.run_id(), runner.tool_keys(),
        context_.watcher);
}

/// What another runner did meanwhile counts, and what the hooks before a run did, which may have
/// changed the history as well.
void run::plan_again_with_locks(const planner& make_plan) {
    // The steps of the first plan point into it until they are replaced.
    const ledger_state first_read = std::exchange(recorded_, read_with_locks());
    if (!recorded_.exists) {
        context_.ledger->create(*context_.db);
    }
    run_first_hooks();
    plan_work(make_plan);
    ask_permission();
    create_missing_tables();
    context_.recording.next_rank = highest_rank(recorded_) + 1;
    context_.recording.steps = recorded_.steps;
}

/// A transaction that a dead run left at work counts as well, so its end is awaited first. It has
/// the tables locked: without them there is nothing to wait for.
ledger_state run::read_with_locks() {
    if (!recorded_.exists) {
        ledger_state state = read_ledger(context_);
        if (!state.exists) {
            return state;
        }
    }
    await_orphans(context_);
    return read_ledger(context_);
}

void run::run_first_hooks() {
    if (has_hooks(context_.files, hook::time::before_run, work_.direction())) {
        run_hooks(context_, hook::time::before_run, work_.direction());
        recorded_ = read_ledger(context_);
    }
}

/// A migration that runs in steps needs dunlin's own tables also beside another tool's.
void run::create_missing_tables() {
    const bool needs_journal =
        std::any_of(work_.scripts.begin(), work_.scripts.end(), [](const prepared_script& script) {
            return script.run_as == prepared_script::manner::steps;
        });
    if (needs_journal && context_.own_ledger) {
        context_.own_ledger->create(*context_.db);
    }
}

void run::ask_permission() const {
    const bool reverts =
        std::any_of(work_.steps.begin(), work_.steps.end(),
                    [](const plan_step& step) { return step.direction == direction::down; });
    if (reverts && context_.settings.permit) {
        context_.settings.permit({recorded_.protected_as});
    }
}

void run::report_notice(const sqldb::notice& notice) {
    const std::string version = context_.activity ? context_.activity->current_version() : "";
    serial_.on_notice(version, notice);
}

/// What would have been refused, had there been anything to do.
void run::report_doubts() {
    for (const std::string& doubt : context_.ledger->doubts(*context_.db)) {
        context_.watcher.on_note(doubt);
    }
}

/// The protection is kept in dunlin's own events, also beside another tool's ledger. A role that
/// may not write there has still migrated, and dunlin.toml protects the database without it.
void run::record_protection() {
    const std::string& environment = context_.settings.protected_as;
    report_.protected_as = recorded_.protected_as;
    if (environment.empty() || report_.direction != direction::up ||
        recorded_.protected_as == environment || !context_.db) {
        return;
    }
    try {
        ledger& own = context_.own_ledger ? *context_.own_ledger : *context_.ledger;
        if (context_.own_ledger || !recorded_.exists) {
            own.create(*context_.db);
        }
        if (!report_.applied.empty()) {
            context_.db->reset_session(); // a migration may have changed the role
        }
        own.write_checked(*context_.db,
                          context_.events.event_sql(*context_.db, "protect", "", environment));
        report_.protected_as = environment;
    } catch (const error& problem) {
        if (problem.kind() == error_kind::interrupted || problem.kind() == error_kind::connection) {
            throw;
        }
        context_.watcher.on_note(
            fmt::format("the database could not be marked as protected: {}", problem.message()));
    }
}

} // namespace dunlin::migrator
