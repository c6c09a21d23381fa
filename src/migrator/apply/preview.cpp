// SPDX-License-Identifier: MIT
#include "apply/preview.hpp"

#include <dunlin/base/position.hpp>
#include <dunlin/base/text.hpp>
#include <dunlin/sqltext/statement.hpp>

namespace dunlin::migrator {
namespace {

using manner = prepared_script::manner;
using time = hook::time;

/// Line numbers of byte offsets. Asked for in ascending order, those of one file cost one pass over
/// it: a document may hold thousands of migrations.
class line_finder {
public:
    std::size_t line_of(const script_text& text, std::size_t offset) {
        const std::size_t place = text.place(offset);
        if (file_ != &text.file() || place < place_) {
            file_ = &text.file();
            place_ = 0;
            line_ = 1;
        }
        const auto passed = std::string_view(file_->text).substr(place_, place - place_);
        line_ += locate(passed, passed.size(), "").line - 1;
        place_ = place;
        return line_;
    }

private:
    const source_file* file_ = nullptr;
    std::size_t place_ = 0;
    std::size_t line_ = 1;
};

preview_statement statement_of(const prepared_script& script, const sqltext::statement& statement,
                               std::size_t step, bool in_transaction, line_finder& lines) {
    return {script.text.shown(statement.begin, statement.end),
            lines.line_of(script.text, statement.begin), step, in_transaction};
}

std::vector<preview_statement> statements_of(const prepared_script& script, line_finder& lines) {
    std::vector<preview_statement> statements;
    if (script.run_as == manner::steps) {
        for (std::size_t i = 0; i < script.steps.size(); ++i) {
            const script_step& step = script.steps[i];
            for (std::size_t k = step.first; k < step.first + step.count; ++k) {
                statements.push_back(statement_of(script, script.statements[k].part.sql, i + 1,
                                                  step.transactional, lines));
            }
        }
    } else if (script.statements.empty()) {
        for (const sqltext::statement& statement : sqltext::split(script.text.text())) {
            statements.push_back(statement_of(script, statement, 1, true, lines));
        }
    } else {
        for (const script_statement& statement : script.statements) {
            statements.push_back(statement_of(script, statement.part.sql, 1, true, lines));
        }
    }
    return statements;
}

/// `shares`: those that can run in the transaction of their migration.
void add_hooks(const std::vector<prepared_hook>& hooks, time when, direction direction, bool shares,
               std::vector<preview_hook>& into) {
    line_finder lines;
    for (const prepared_hook& hook : hooks) {
        if (hook.definition->when == when && hook.definition->direction == direction) {
            const bool in_steps = hook.script.run_as == manner::steps;
            into.push_back({when, hook.definition->name, shares && !in_steps, in_steps,
                            statements_of(hook.script, lines)});
        }
    }
}

std::vector<preview_condition> conditions_of(const plan_step& step) {
    std::vector<preview_condition> conditions;
    if (step.direction == direction::up) {
        const precondition_rules& rules = step.file->conditions;
        for (const auto& condition : rules.all) {
            conditions.push_back({condition.sql, condition.expected,
                                  step.file->where(condition.line).line, rules.on_fail,
                                  rules.on_error});
        }
    }
    return conditions;
}

preview_step describe_step(const std::vector<prepared_hook>& hooks, const plan_step& step,
                           const prepared_script& script, bool begins_repeatable,
                           line_finder& lines) {
    preview_step result;
    result.version = script.version;
    result.shown_version = step.shown_version();
    result.shown_description = step.shown_description();
    result.description = step.description();
    result.direction = step.direction;
    result.file = script.text.file_name();
    result.in_steps = script.run_as == manner::steps;
    result.resumes = step.resumes;
    result.steps = result.in_steps ? script.steps.size() : 1;
    result.statements = statements_of(script, lines);
    result.conditions = conditions_of(step);
    if (begins_repeatable) {
        add_hooks(hooks, time::after_versioned, step.direction, false, result.before);
        add_hooks(hooks, time::before_repeatable, step.direction, false, result.before);
    }
    add_hooks(hooks, time::before_each, step.direction, !result.in_steps, result.before);
    add_hooks(hooks, time::after_each, step.direction, true, result.after);
    return result;
}

} // namespace

preview describe(const std::vector<prepared_hook>& hooks, const planned_work& work) {
    preview preview;
    const std::vector<plan_step>& steps = work.steps;
    const direction direction = work.direction();
    if (steps.empty() && direction == direction::down) {
        return preview;
    }
    for (const time when : {time::before_check, time::after_check, time::before_run}) {
        add_hooks(hooks, when, direction, false, preview.before);
    }
    line_finder lines;
    for (std::size_t i = 0; i < steps.size(); ++i) {
        preview.steps.push_back(
            describe_step(hooks, steps[i], work.scripts[i], begins_repeatable(steps, i), lines));
    }
    if (!has_repeatable(steps)) {
        add_hooks(hooks, time::after_versioned, direction, false, preview.after);
    }
    if (!steps.empty()) {
        add_hooks(hooks, time::after_applied, direction, false, preview.after);
    }
    add_hooks(hooks, time::after_run, direction, false, preview.after);
    return preview;
}

} // namespace dunlin::migrator
