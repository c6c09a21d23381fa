// SPDX-License-Identifier: MIT
#include "apply/preconditions.hpp"

#include "apply/message.hpp"

#include <dunlin/base/text.hpp>
#include <dunlin/sqldb/error.hpp>

#include <fmt/format.h>

#include <array>

namespace dunlin::migrator {
namespace {

using action = precondition_rules::action;

/// Why a condition does not hold, and what follows; an empty reason: it holds.
struct finding {
    std::string reason;
    action follows = action::halt;
};

finding ask(run_context& run, const precondition_rules& rules,
            const precondition_rules::condition& condition) {
    try {
        const sqldb::result rows = run.db->run(condition.sql, {});
        const std::string found(rows.empty() ? "" : trim(rows[0].text(0)));
        return found == condition.expected
                   ? finding()
                   : finding{fmt::format("its precondition returned {} instead of {}",
                                         found.empty() ? "nothing" : found, condition.expected),
                             rules.on_fail};
    } catch (const sqldb::sql_error& problem) {
        if (!run.db->is_open()) {
            throw;
        }
        return {fmt::format("its precondition failed: {}", problem.message()), rules.on_error};
    }
}

[[noreturn]] void halt(const plan_step& step, const precondition_rules::condition& at,
                       const std::string& reason) {
    const std::string& own = step.file->conditions.message;
    throw error(error_kind::history, fmt::format("{} cannot run: {}{}{}", step.version(), reason,
                                                 own.empty() ? "" : ": ", own))
        .with_hint("make the precondition true, or set onFail to choose another action")
        .at(step.file->where(at.line));
}

} // namespace

std::string_view to_string(precondition_rules::action action) noexcept {
    constexpr std::array names{"halt", "skip", "mark_ran", "warn"};
    return names.at(static_cast<std::size_t>(action));
}

verdict judge_conditions(run_context& run, const plan_step& step) {
    if (step.direction != direction::up) {
        return verdict::run;
    }
    for (const auto& condition : step.file->conditions.all) {
        const finding found = ask(run, step.file->conditions, condition);
        if (found.reason.empty()) {
            continue;
        }
        const auto tell = [&](std::string_view consequence) {
            run.watcher.on_note(
                fmt::format("{} {}: {}", step.version(), consequence, found.reason));
        };
        switch (found.follows) {
        case action::halt:
            halt(step, condition, found.reason);
        case action::skip:
            tell("skipped until the next run");
            return verdict::leave;
        case action::mark_ran:
            tell("recorded as applied without running");
            return verdict::mark;
        case action::warn:
            tell("runs anyway");
            break;
        }
    }
    return verdict::run;
}

void mark_as_run(run_context& run, const plan_step& step, const prepared_script& script) {
    run.db->run_script(mark_of(run, script) + "BEGIN;" + claim_sql(run) +
                       record_sql(run, step, script, true) + "\nCOMMIT");
}

void refuse_conditions(const std::vector<plan_step>& steps) {
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
