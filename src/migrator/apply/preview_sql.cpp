// SPDX-License-Identifier: MIT
#include "apply/preview_sql.hpp"

#include "apply/hooks.hpp"
#include "apply/message.hpp"
#include "apply/preview_conditions.hpp"
#include "apply/reconnect.hpp"

#include <dunlin/sqltext/statement.hpp>

#include <fmt/format.h>

namespace dunlin::migrator {
namespace {

using time = hook::time;

/// The script with its last statement terminated, but without an empty statement: after the data of
/// a COPY, psql takes one for the end of its input.
std::string terminated_text(const prepared_script& script) {
    const std::string_view text = script.text.text();
    std::string result(text);
    std::size_t end = text.size();
    if (!script.statements.empty()) {
        const auto& last = script.statements.back().part;
        if (last.has_copy_data) {
            return result + "\n";
        }
        end = last.sql.end;
    } else if (const auto all = sqltext::split(text); !all.empty()) {
        end = all.back().end;
    }
    const std::size_t next = text.find_first_not_of(" \t\r\n", end);
    const bool closed = next != std::string_view::npos && text[next] == ';';
    return result + (closed ? "\n" : "\n;\n");
}

std::string lock_timeout_of(const run_context& run, const prepared_script& script) {
    return fmt::format("SET LOCAL lock_timeout = {};\n",
                       script.options.lock_timeout.value_or(run.settings.lock.timeout).count());
}

std::string heading_of(const prepared_hook& hook) {
    return fmt::format("-- {}\n", hook.definition->name);
}

/// The hooks of a time, each by itself.
std::string hooks_alone(const run_context& run, time when, direction direction, bool resets) {
    std::string text;
    for (const prepared_hook& hook : run.hooks) {
        if (hook.definition->when != when || hook.definition->direction != direction) {
            continue;
        }
        const prepared_script& script = hook.script;
        text += heading_of(hook);
        text += script.run_as == prepared_script::manner::steps
                    ? terminated_text(script)
                    : fmt::format("{};\n{}{}{}COMMIT;\n", script.begin,
                                  lock_timeout_of(run, script), terminated_text(script),
                                  resets ? reset_sql(run, script.options) : std::string());
    }
    return text;
}

/// The hooks of a time that can run in the open transaction, or those that cannot.
std::string hooks_around(const run_context& run, time when, direction direction, bool outside) {
    std::string text;
    for (const prepared_hook& hook : run.hooks) {
        const bool in_steps = hook.script.run_as == prepared_script::manner::steps;
        if (hook.definition->when == when && hook.definition->direction == direction &&
            in_steps == outside) {
            text += heading_of(hook) + terminated_text(hook.script);
        }
    }
    return text;
}

std::string transaction_of(run_context& run, const plan_step& step, const prepared_script& script) {
    const direction direction = script.direction;
    return hooks_around(run, time::before_each, direction, true) +
           fmt::format("{};\n{}{}{}{}{}{}\nCOMMIT;\n", script.begin, lock_timeout_of(run, script),
                       hooks_around(run, time::before_each, direction, false),
                       terminated_text(script),
                       hooks_around(run, time::after_each, direction, false),
                       reset_sql(run, script.options), record_sql(run, step, script)) +
           hooks_around(run, time::after_each, direction, true);
}

std::string steps_of(run_context& run, const plan_step& step, const prepared_script& script) {
    const direction direction = script.direction;
    return hooks_alone(run, time::before_each, direction, false) + terminated_text(script) +
           hooks_around(run, time::after_each, direction, true) +
           fmt::format("BEGIN;\n{}{}{}\nCOMMIT;\n",
                       hooks_around(run, time::after_each, direction, false),
                       reset_sql(run, script.options), record_sql(run, step, script));
}

std::string step_of(run_context& run, const plan_step& step, const prepared_script& script) {
    const std::string conditions = conditions_for_psql(*run.db, step);
    std::string body = script.run_as == prepared_script::manner::steps
                           ? steps_of(run, step, script)
                           : transaction_of(run, step, script);
    if (conditions.empty()) {
        return body;
    }
    return fmt::format("{}\\if :dunlin_runs\n{}\\elif :dunlin_marks\nBEGIN;{}\nCOMMIT;\n\\endif\n",
                       conditions, body, record_sql(run, step, script, true));
}

std::string heading_of(const plan_step& step, const prepared_script& script) {
    return fmt::format("\n-- {} {} {}\n", to_string(step.direction), script.version,
                       step.description());
}

/// The hooks of a run that follow its migrations.
std::string closing_hooks(const run_context& run, const std::vector<plan_step>& steps,
                          direction direction) {
    std::string text;
    text += has_repeatable(steps) ? "" : hooks_alone(run, time::after_versioned, direction, true);
    text += steps.empty() ? "" : hooks_alone(run, time::after_applied, direction, true);
    return text + hooks_alone(run, time::after_run, direction, true);
}

} // namespace

std::string psql_script(run_context& run, bool has_ledger, const planned_work& work) {
    const std::vector<plan_step>& steps = work.steps;
    std::string sql = "\\set ON_ERROR_STOP on\n";
    sql += run.settings.database.role.empty() ? "" : own_role_sql(run) + "\n";
    if (!has_ledger && !steps.empty()) {
        sql += "\nBEGIN;\n" + run.ledger->create_sql(*run.db) + "COMMIT;\n";
    }
    if (steps.empty() && work.direction() == direction::down) {
        return sql;
    }
    sql += hooks_alone(run, time::before_run, work.direction(), true);
    for (std::size_t i = 0; i < steps.size(); ++i) {
        sql += heading_of(steps[i], work.scripts[i]);
        if (begins_repeatable(steps, i)) {
            sql += hooks_alone(run, time::after_versioned, steps[i].direction, true) +
                   hooks_alone(run, time::before_repeatable, steps[i].direction, true);
        }
        sql += step_of(run, steps[i], work.scripts[i]);
        run.recording.next_rank += has_rank(*run.ledger, steps[i]) ? 1 : 0;
    }
    return sql + closing_hooks(run, steps, work.direction());
}

} // namespace dunlin::migrator
