// SPDX-License-Identifier: MIT
#include "apply/preconditions.hpp"

#include "apply/message.hpp"
#include "apply/recording_script.hpp"

#include <dunlin/base/text.hpp>
#include <dunlin/sqldb/error.hpp>

#include <fmt/format.h>

#include <array>

namespace dunlin::migrator {
namespace {

using action = precondition_rules::action;

/// Why a precondition does not hold, and the action that follows; an empty reason: it holds.
struct finding {
    std::string reason;
    action follows = action::halt;
};

finding check(sqldb::connection& db, const precondition_rules& rules,
              const precondition_rules::condition& condition) {
    try {
        const sqldb::result rows = db.run(condition.sql, {});
        const std::string found(rows.empty() ? "" : trim(rows[0].text(0)));
        return found == condition.expected
                   ? finding()
                   : finding{fmt::format("its precondition returned {} instead of {}",
                                         found.empty() ? "nothing" : found, condition.expected),
                             rules.on_fail};
    } catch (const sqldb::sql_error& problem) {
        if (!db.is_open()) {
            throw;
        }
        return {fmt::format("its precondition failed: {}", problem.message()), rules.on_error};
    }
}

[[noreturn]] void halt(const plan_step& step, const precondition_rules::condition& condition,
                       const std::string& reason) {
    const std::string& message = step.file->conditions.message;
    throw error(error_kind::history, fmt::format("{} cannot run: {}{}{}", step.version(), reason,
                                                 message.empty() ? "" : ": ", message))
        .with_hint("make the precondition true, or set onFail to choose another action")
        .at(step.file->where(condition.line));
}

} // namespace

std::string_view to_string(precondition_rules::action action) noexcept {
    constexpr std::array names{"halt", "skip", "mark_ran", "warn"};
    return names.at(static_cast<std::size_t>(action));
}

verdict check_preconditions(sqldb::connection& db, const plan_step& step, observer& watcher) {
    if (step.direction != direction::up) {
        return verdict::run;
    }
    for (const auto& condition : step.file->conditions.all) {
        const finding found = check(db, step.file->conditions, condition);
        if (found.reason.empty()) {
            continue;
        }
        const auto report = [&](std::string_view consequence) {
            watcher.on_note(fmt::format("{} {}: {}", step.version(), consequence, found.reason));
        };
        switch (found.follows) {
        case action::halt:
            halt(step, condition, found.reason);
        case action::skip:
            report("skipped until the next run");
            return verdict::skip;
        case action::mark_ran:
            report("recorded as applied without running");
            return verdict::record_only;
        case action::warn:
            report("runs anyway");
            break;
        }
    }
    return verdict::run;
}

void record_without_running(run_context& run, const plan_step& step,
                            const prepared_script& script) {
    begin_attempt(run);
    run_recording_script(run, run_comment(run.locks, script) + "BEGIN;" + claim_sql(run) +
                                  record_sql(run, step, script, true) + "\nCOMMIT");
}

void refuse_preconditions(const std::vector<plan_step>& steps) {
    for (const plan_step& step : steps) {
        if (step.file != nullptr && !step.file->conditions.all.empty()) {
            throw error(
                error_kind::usage,
                fmt::format(
                    "{} has preconditions, so the migrations cannot run in a single transaction",
                    step.version()))
                .with_hint("omit --single-transaction, or stop before this migration with --to");
        }
    }
}

} // namespace dunlin::migrator
