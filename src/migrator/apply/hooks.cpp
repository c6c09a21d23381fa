// SPDX-License-Identifier: MIT
#include "apply/hooks.hpp"

#include "apply/apply.hpp"
#include "apply/attempts.hpp"
#include "apply/failure.hpp"
#include "apply/message.hpp"
#include "lock/activity.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace dunlin::migrator {
namespace {

using manner = prepared_script::manner;

bool is_outside(const prepared_hook& hook) {
    return hook.script.run_as == manner::steps;
}

bool is_repeatable(const plan_step& step) {
    return step.file != nullptr && step.file->kind == migration_kind::repeatable;
}

template <class Action>
void for_each_hook(run_context& run, hook::time when, direction direction, Action action) {
    for (const prepared_hook& hook : run.hooks) {
        if (hook.definition->when == when && hook.definition->direction == direction) {
            action(hook);
        }
    }
}

void run_in_transaction(run_context& run, const prepared_script& script, bool resets) {
    std::size_t ignored = 0;
    run.db->run_script(run_comment(run.locks, script) + script.begin + ";" +
                       limits_sql(run, script, ignored));
    send_script(run, script);
    run.db->run_script((resets ? reset_sql(run, script.options) : "") + "COMMIT");
}

/// One statement after the other; BEGIN and COMMIT among them are sent as they are.
void run_by_statement(run_context& run, const prepared_script& script) {
    for (std::size_t i = 0; i < script.statements.size(); ++i) {
        const sqltext::statement& statement = script.statements[i].part.sql;
        const sent_part sent = compose_part(run.locks, script, statement.begin, statement.end);
        try {
            run.db->run_script(sent.text);
        } catch (const sqldb::sql_error& problem) {
            if (is_lost(run, problem)) {
                throw;
            }
            throw_part_failure(problem, script, sent, i);
        }
    }
}

/// By itself, as often as its locks need. The observer knows it by the name of its file.
void run_alone(run_context& run, const prepared_hook& hook, bool resets) {
    const plan_step shown{hook.definition->direction, &hook.shown};
    attempts attempts(run, shown);
    while (true) {
        const watched_message watched(*run.activity, shown);
        try {
            is_outside(hook) ? run_by_statement(run, hook.script)
                             : run_in_transaction(run, hook.script, resets);
            return;
        } catch (error& problem) {
            roll_back_after(run, problem);
            if (!attempts.wait_for_next(problem)) {
                throw;
            }
        }
    }
}

} // namespace

std::string_view to_string(hook::time when) noexcept {
    constexpr std::array names{"before_check",      "after_check",     "after_check_failed",
                               "before_run",        "before_each",     "after_each",
                               "after_each_failed", "after_versioned", "before_repeatable",
                               "after_applied",     "after_run",       "after_failed"};
    return names.at(static_cast<std::size_t>(when));
}

std::vector<prepared_hook> prepare_hooks(const source& files, const placeholder_lookup& lookup) {
    std::vector<prepared_hook> hooks;
    hooks.reserve(files.hooks.size());
    for (const hook& hook : files.hooks) {
        hooks.push_back({&hook, prepare_hook(hook, lookup), {}});
        hooks.back().shown.version = hook.name;
    }
    return hooks;
}

bool has_hooks(const source& files, hook::time when, direction direction) {
    return std::any_of(files.hooks.begin(), files.hooks.end(), [&](const hook& hook) {
        return hook.when == when && hook.direction == direction;
    });
}

bool has_check_hooks(const source& files) {
    return has_hooks(files, hook::time::before_check, direction::up) ||
           has_hooks(files, hook::time::after_check, direction::up) ||
           has_hooks(files, hook::time::after_check_failed, direction::up);
}

bool begins_repeatable(const std::vector<plan_step>& steps, std::size_t index) {
    return is_repeatable(steps[index]) && (index == 0 || !is_repeatable(steps[index - 1]));
}

bool has_repeatable(const std::vector<plan_step>& steps) {
    return std::any_of(steps.begin(), steps.end(), is_repeatable);
}

bool has_each_hooks(const source& files, direction direction) {
    return has_hooks(files, hook::time::before_each, direction) ||
           has_hooks(files, hook::time::after_each, direction);
}

void run_hooks(run_context& run, hook::time when, direction direction) {
    for_each_hook(run, when, direction,
                  [&](const prepared_hook& hook) { run_alone(run, hook, true); });
}

void run_hooks_within(run_context& run, hook::time when, direction direction) {
    for_each_hook(run, when, direction, [&](const prepared_hook& hook) {
        if (is_outside(hook)) {
            return;
        }
        try {
            send_script(run, hook.script);
        } catch (error& problem) {
            problem.aftermath.clear(); // the migration's own error says what is kept
            throw;
        }
    });
}

void run_hooks_outside(run_context& run, hook::time when, direction direction) {
    for_each_hook(run, when, direction, [&](const prepared_hook& hook) {
        if (is_outside(hook)) {
            run_alone(run, hook, false);
        }
    });
}

void send_hooks_outside(run_context& run, hook::time when, direction direction) {
    for_each_hook(run, when, direction, [&](const prepared_hook& hook) {
        if (is_outside(hook)) {
            run_by_statement(run, hook.script);
        }
    });
}

void run_hooks_before_steps(run_context& run, hook::time when, direction direction) {
    for_each_hook(run, when, direction,
                  [&](const prepared_hook& hook) { run_alone(run, hook, false); });
}

void run_failure_hooks(run_context& run, hook::time when, direction direction) {
    if (!has_hooks(run.files, when, direction) || !run.db || !run.db->is_open()) {
        return;
    }
    try {
        if (run.db->in_transaction()) {
            run.db->run_script("ROLLBACK");
        }
        run_hooks(run, when, direction);
    } catch (const error& problem) {
        const std::string file = problem.where() ? problem.where()->file + ": " : "";
        run.watcher.on_note(
            fmt::format("a hook for failed runs failed: {}{}", file, problem.message()));
    }
}

} // namespace dunlin::migrator
