// SPDX-License-Identifier: MIT
#include "run.hpp"

#include "apply/apply.hpp"
#include "apply/apply_together.hpp"
#include "apply/hooks.hpp"
#include "apply/message.hpp"
#include "apply/orphans.hpp"
#include "apply/preconditions.hpp"
#include "apply/prepared_record.hpp"
#include "apply/preview.hpp"
#include "apply/preview_sql.hpp"
#include "apply/reconnect.hpp"
#include "lock/activity.hpp"
#include "lock/runner_lock.hpp"
#include "lock/tool_lock.hpp"
#include "open_ledger.hpp"
#include "plan/checksums.hpp"
#include "steps/steps.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <utility>

namespace dunlin::migrator {

run_context::run_context(const migrator::settings& given, observer& seen)
    : settings(given), watcher(seen), notes(given.ledger.schema),
      tag(fmt::format("{:08x}", static_cast<std::uint32_t>(random_number()))) {}
run_context::~run_context() = default;

ledger_state open(run_context& run) {
    // The server starts its process while the files are read.
    sqldb::pending_connection session(run.settings.database);
    source files = read_files(run.settings);
    run.db.emplace(session.finish());
    opened_ledger opened = open_ledger(run.settings, std::move(files), *run.db, &run.watcher);
    run.files = std::move(opened.files);
    run.ledger = std::move(opened.ledger);
    run.own_ledger = std::move(opened.own_ledger);
    return std::move(opened.recorded);
}

ledger_state read_ledger(run_context& run) {
    return read_ledger(*run.ledger, run.own_ledger.get(), *run.db, run.files);
}

namespace {

using clock = std::chrono::steady_clock;

std::chrono::microseconds since(clock::time_point begin) {
    return std::chrono::duration_cast<std::chrono::microseconds>(clock::now() - begin);
}

/// What is current and pending after all that the report says was done.
void summarise(const history& before, report& into) {
    std::map<std::string_view, direction> done;
    for (const outcome& outcome : into.applied) {
        done.insert_or_assign(outcome.version, outcome.direction);
    }
    for (const entry& entry : before.entries) {
        const auto touched = done.find(entry.version);
        const bool untouched = touched == done.end();
        const bool to_run = entry.where == state::pending || entry.where == state::out_of_order ||
                            entry.where == state::outdated || entry.where == state::unfinished;
        const bool applied = untouched ? entry.row != nullptr : touched->second == direction::up;
        if (untouched ? to_run : !applied) {
            ++into.pending;
        }
        if (applied && entry.kind == migration_kind::versioned) {
            into.current = entry.version;
        }
    }
}

bool may_fail(const plan_step& step, const error& problem) {
    return step.file != nullptr && step.file->may_fail && step.direction == direction::up &&
           problem.kind() != error_kind::interrupted && problem.kind() != error_kind::connection &&
           problem.kind() != error_kind::in_doubt && problem.kind() != error_kind::locked;
}

/// The values that a script may ask for: the settings', and of the database's own what is asked
/// of it once.
placeholder_lookup values_of(run_context& run) {
    constexpr auto ask = "SELECT pg_catalog.current_schema()::text, session_user::text, "
                         "pg_catalog.current_database()::text";
    return [&run, known = std::optional<sqldb::result>()](
               std::string_view name) mutable -> std::optional<std::string> {
        constexpr std::array<std::string_view, 3> own{"flyway:defaultschema", "flyway:user",
                                                      "flyway:database"};
        const auto found = std::find(own.begin(), own.end(), name);
        if (found == own.end()) {
            return run.settings.placeholder ? run.settings.placeholder(name) : std::nullopt;
        }
        if (!known) {
            known = run.db->run(ask, {});
        }
        return std::string((*known)[0].text(static_cast<std::size_t>(found - own.begin())));
    };
}

bool same_work(const std::vector<plan_step>& a, const std::vector<plan_step>& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](const plan_step& x, const plan_step& y) {
                          return x.direction == y.direction && x.file == y.file &&
                                 (x.file != nullptr || x.row->version == y.row->version);
                      });
}

/// What this run had done before a migration failed. What it took back is not applied: it is told
/// in the aftermath, and when it was to be applied again, how to do that.
void report_done_before(const std::vector<outcome>& done, const plan_step& failed, error& problem) {
    std::string taken_back;
    bool half_way = false;
    for (const outcome& outcome : done) {
        if (outcome.direction == direction::up) {
            problem.applied.push_back(outcome.version);
            continue;
        }
        taken_back += (taken_back.empty() ? "" : ", ") + outcome.version;
        half_way |= failed.direction == direction::up && outcome.version == failed.version();
    }
    if (taken_back.empty()) {
        return;
    }
    const std::string gap = problem.aftermath.empty() ? "" : " ";
    problem.aftermath =
        fmt::format("Reverted before this: {}.{}{}", taken_back, gap, problem.aftermath);
    if (half_way) {
        problem.aftermath +=
            fmt::format(" To apply {} again, run `dunlin migrate up`.", failed.version());
    }
}

} // namespace

run::run(const settings& settings, direction direction)
    : serial_(settings.watcher), context_(settings, serial_) {
    report_.direction = direction;
}

void run::read() {
    recorded_ = open(context_);
    context_.values = values_of(context_);
}

report run::execute(const planner& make_plan, bool in_one_transaction) {
    const auto begin = clock::now();
    read();
    if (!recorded_.blocked.empty()) {
        // Perhaps by a run of the tool that is under way; with its lock that is known.
        acquire_lock();
        recorded_ = read_with_lock();
    }
    if (prepare_work(make_plan) || runs_without_work()) {
        ask_permission();
        if (in_one_transaction) {
            refuse_steps(context_, steps_, scripts_);
        }
        // The lock's connection is made meanwhile, and the server works.
        context_.checksums = std::make_unique<checksums_ahead>(steps_);
        acquire_lock();
        reread(make_plan);
        if (!steps_.empty() || runs_without_work()) {
            if (in_one_transaction) {
                refuse_steps(context_, steps_, scripts_);
            }
            work(in_one_transaction);
        }
    } else if (recorded_.has_stale_lock && !context_.lock) {
        acquire_locks(context_, *context_.ledger);
    } else {
        warn_of_doubts();
    }
    record_protection();
    summarise(history_, report_);
    report_.duration = since(begin);
    return std::move(report_);
}

/// What would have been refused, had there been anything to do.
void run::warn_of_doubts() {
    for (const std::string& doubt : context_.ledger->doubts(*context_.db)) {
        context_.watcher.on_note(doubt);
    }
}

/// With the lock: what another runner did meanwhile counts, and what the hooks before a run did,
/// which may have changed the history as well.
void run::reread(const planner& make_plan) {
    // The steps of the first look point into it until they are replaced.
    const ledger_state first_look = std::exchange(recorded_, read_with_lock());
    if (!recorded_.exists) {
        context_.ledger->create(*context_.db);
    }
    if (const direction direction = direction_of_work();
        has_hooks(context_, hook::time::before_run, direction)) {
        run_hooks(context_, hook::time::before_run, direction);
        recorded_ = read_ledger(context_);
    }
    prepare_work(make_plan);
    ask_permission();
    const bool needs_journal =
        std::any_of(scripts_.begin(), scripts_.end(), [](const prepared_script& script) {
            return script.run_as == prepared_script::manner::steps;
        });
    if (needs_journal && context_.own_ledger) {
        context_.own_ledger->create(*context_.db);
    }
    context_.next_rank = highest_rank(recorded_) + 1;
    context_.recorded_steps = recorded_.steps;
}

void run::ask_permission() const {
    const bool takes_back = std::any_of(steps_.begin(), steps_.end(), [](const plan_step& step) {
        return step.direction == direction::down;
    });
    if (takes_back && context_.settings.permit) {
        context_.settings.permit({recorded_.protected_as});
    }
}

/// The mark is kept in dunlin's own events, also beside another tool's ledger. A role that may not
/// write there has migrated all the same, and dunlin.toml protects the database without the mark.
void run::record_protection() {
    const std::string& wanted = context_.settings.protected_as;
    report_.protected_as = recorded_.protected_as;
    if (wanted.empty() || report_.direction != direction::up || recorded_.protected_as == wanted ||
        !context_.db) {
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
                          context_.notes.event_sql(*context_.db, "protect", "", wanted));
        report_.protected_as = wanted;
    } catch (const error& problem) {
        if (problem.kind() == error_kind::interrupted || problem.kind() == error_kind::connection) {
            throw;
        }
        context_.watcher.on_note(
            fmt::format("the database could not be marked as protected: {}", problem.message()));
    }
}

/// Going back by `to` is as going down.
direction run::direction_of_work() const {
    return steps_.empty() ? report_.direction : steps_.front().direction;
}

/// Those that run before and behind all run also when nothing is pending, as with the tools that
/// have them.
bool run::runs_without_work() const {
    return report_.direction == direction::up && steps_.empty() &&
           (has_hooks(context_, hook::time::before_run, direction::up) ||
            has_hooks(context_, hook::time::after_versioned, direction::up) ||
            has_hooks(context_, hook::time::after_run, direction::up));
}

void run::work(bool in_one_transaction) {
    const direction direction = direction_of_work();
    try {
        if (!steps_.empty()) {
            context_.watcher.on_plan(steps_);
            in_one_transaction ? apply_in_one() : apply_each();
        }
        if (!has_repeatable(steps_)) {
            run_hooks(context_, hook::time::after_versioned, direction);
        }
    } catch (const error& problem) {
        if (problem.kind() != error_kind::interrupted) {
            run_failure_hooks(hook::time::after_failed, direction);
        }
        throw;
    }
    run_last_hooks(direction);
}

void run::run_last_hooks(direction direction) {
    try {
        if (!steps_.empty()) {
            run_hooks(context_, hook::time::after_applied, direction);
        }
        run_hooks(context_, hook::time::after_run, direction);
    } catch (error& problem) {
        for (const outcome& outcome : report_.applied) {
            problem.applied.push_back(outcome.version);
        }
        throw;
    }
}

/// What the run failed with is told in any case.
void run::run_failure_hooks(hook::time when, direction direction) {
    if (!has_hooks(context_, when, direction) || !context_.db || !context_.db->is_open()) {
        return;
    }
    try {
        if (context_.db->in_transaction()) {
            context_.db->run_script("ROLLBACK");
        }
        run_hooks(context_, when, direction);
    } catch (const error& problem) {
        const std::string place = problem.where() ? problem.where()->file + ": " : "";
        context_.watcher.on_note(
            fmt::format("a hook for failed runs failed: {}{}", place, problem.message()));
    }
}

preview run::look(const planner& make_plan, bool with_sql) {
    context_.is_preview = true;
    read();
    warn_of_doubts();
    prepare_work(make_plan);
    preview seen = describe(context_, steps_, scripts_, direction_of_work());
    if (with_sql) {
        context_.next_rank = highest_rank(recorded_) + 1;
        seen.sql = psql_script(context_, recorded_.exists, steps_, scripts_, direction_of_work());
    }
    return seen;
}

/// Plans, and checks every script that will run. False: there is nothing to do.
bool run::prepare_work(const planner& make_plan) {
    history_ = compare(context_.files, recorded_);
    plan work = make_plan(history_);
    work.refuse_problems();
    if (!work.steps.empty()) {
        expect_lock(context_);
    }
    if (context_.hooks.empty()) {
        context_.hooks = prepare_hooks(context_);
    }
    const bool known = same_work(steps_, work.steps);
    steps_ = std::move(work.steps);
    if (!known) {
        scripts_.clear();
        for (const plan_step& step : steps_) {
            scripts_.push_back(prepare_step(step));
        }
    }
    for (const prepared_script& script : scripts_) {
        refuse_changed_steps(script, recorded_.steps);
    }
    return !steps_.empty();
}

prepared_script run::prepare_step(const plan_step& step) {
    if (step.direction == direction::up || (step.file != nullptr && step.file->down)) {
        return prepare(*step.file, step.direction, context_.values);
    }
    const auto recorded = context_.ledger->down_sql(*context_.db, step.row->version);
    if (!recorded) {
        throw error(error_kind::history,
                    fmt::format("{} has no down script in {} or in the ledger", step.version(),
                                step.file != nullptr ? step.file->file->name : "a file"))
            .with_hint(context_.files.format == "dunlin"
                           ? "write one below the line: -- dunlin:down"
                           : fmt::format("see dunlin-migrations(5) for the down scripts of {}",
                                         context_.files.format));
    }
    return prepare_recorded(step.row->version, *recorded, context_.settings.placeholder);
}

void run::acquire_lock() {
    if (context_.lock) {
        return;
    }
    context_.ledger->expect_writing();
    acquire_locks(context_, *context_.ledger);
    context_.activity = std::make_unique<activity_watch>(context_, mark_prefix(*context_.lock));
}

/// What a dead run left at work counts as well, so that its end is awaited first. It works for
/// tables that are there: without them there is nobody to look for.
ledger_state run::read_with_lock() {
    if (!recorded_.exists) {
        ledger_state now = read_ledger(context_);
        if (!now.exists) {
            return now;
        }
    }
    await_orphans(context_);
    return read_ledger(context_);
}

void run::apply_each() {
    prepare_record(context_, scripts_);
    for (std::size_t i = 0; i < steps_.size(); ++i) {
        context_.watcher.on_begin(steps_[i], i, steps_.size());
        const auto begin = clock::now();
        try {
            if (begins_repeatable(steps_, i)) {
                run_hooks(context_, hook::time::after_versioned, steps_[i].direction);
                run_hooks(context_, hook::time::before_repeatable, steps_[i].direction);
            }
            if (check_conditions(i) == verdict::leave) {
                continue;
            }
            const std::size_t parts = apply(context_, steps_[i], scripts_[i]);
            report_done(steps_[i], since(begin), parts);
        } catch (error& problem) {
            if (may_fail(steps_[i], problem)) {
                context_.watcher.on_note(
                    fmt::format("{} failed and stays pending, because its failures are ignored: {}",
                                steps_[i].version(), problem.message()));
                continue;
            }
            report_done_before(report_.applied, steps_[i], problem);
            if (problem.kind() != error_kind::interrupted) {
                run_failure_hooks(hook::time::after_each_failed, steps_[i].direction);
            }
            context_.watcher.on_failed(steps_[i], problem);
            record_failure(steps_[i], problem);
            throw;
        }
    }
}

/// Asks what a migration wants to know before it runs; marks it where that is what it says.
verdict run::check_conditions(std::size_t index) {
    const verdict found = judge_conditions(context_, steps_[index]);
    if (found != verdict::mark) {
        return found;
    }
    const auto begin = clock::now();
    mark_as_run(context_, steps_[index], scripts_[index]);
    report_done(steps_[index], since(begin), 1);
    return verdict::leave;
}

void run::apply_in_one() {
    refuse_conditions(steps_);

    auto begin = clock::now();
    std::size_t at = 0;
    try {
        apply_together(context_, steps_, scripts_, [&](std::size_t index) {
            report_done(steps_[index], since(begin), 1);
            begin = clock::now();
            at = index + 1 < steps_.size() ? index + 1 : index;
        });
    } catch (error& problem) {
        const auto done = std::exchange(report_.applied, {});
        const bool interrupted = problem.kind() == error_kind::interrupted;
        const bool in_time = !interrupted && problem.kind() != error_kind::timed_out;
        std::optional<ending> found = ending::undone;
        if (is_lost(context_, problem)) {
            found = in_time ? find_ending(context_, steps_.back())
                            : find_ending_quickly(context_, steps_.back());
        }
        if (found == ending::committed && !interrupted) {
            context_.watcher.on_note("the transaction was committed");
            if (!in_time) {
                go_on_after(context_, steps_.back());
            }
            report_.applied = done;
            for (std::size_t i = done.size(); i < steps_.size(); ++i) {
                report_done(steps_[i], since(begin), 1);
            }
            return;
        }
        if (context_.db && context_.db->is_open() && context_.db->in_transaction() &&
            !interrupted) {
            context_.db->run_script("ROLLBACK");
        }
        problem.aftermath =
            !found ? "It is unknown whether the transaction was committed."
            : *found == ending::committed
                ? "The transaction was committed."
                : "Everything was rolled back: all migrations were to run in one transaction.";
        if (!found) {
            problem.with_hint(ask_later);
        }
        throw_if_cancelled_for_lock(context_, problem);
        context_.watcher.on_failed(steps_[at], problem);
        record_failure(steps_[at], problem);
        throw;
    }
}

/// The event is a courtesy: without it the error is the same.
void run::record_failure(const plan_step& step, const error& problem) {
    if (!context_.db || !context_.db->is_open() || context_.db->in_transaction() ||
        problem.kind() == error_kind::interrupted) {
        return;
    }
    const std::string record =
        context_.ledger->has_journal()
            ? context_.notes.event_sql(*context_.db, "fail", step.version(), problem.message())
        : step.direction == direction::up && step.file != nullptr
            ? context_.ledger->failed_sql(*context_.db, *step.file)
            : "";
    if (record.empty()) {
        return;
    }
    try {
        context_.db->reset_session();
        context_.db->run_script(record);
    } catch (const error&) {
        context_.watcher.on_note("the failure could not be recorded in the ledger's events");
    }
}

void run::report_done(const plan_step& step, std::chrono::microseconds duration,
                      std::size_t parts) {
    context_.next_rank += takes_rank(context_, step) ? 1 : 0;
    report_.applied.push_back({std::string(step.version()), std::string(step.description()),
                               step.direction, duration, parts});
    context_.watcher.on_done(step, duration, parts);
}

} // namespace dunlin::migrator
