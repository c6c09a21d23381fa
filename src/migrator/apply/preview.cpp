// SPDX-License-Identifier: MIT
#include "apply/preview.hpp"

#include "apply/hooks.hpp"

#include <dunlin/base/position.hpp>
#include <dunlin/base/text.hpp>
#include <dunlin/sqltext/statement.hpp>

namespace dunlin::migrator {
namespace {

using manner = prepared_script::manner;
using time = hook::time;

/// The lines of places. Those of a file that are asked for in ascending order cost one pass over
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

preview_statement statement_of(const prepared_script& script, const sqltext::statement& what,
                               std::size_t step, bool in_transaction, line_finder& lines) {
    return {script.text.shown(what.begin, what.end), lines.line_of(script.text, what.begin), step,
            in_transaction};
}

std::vector<preview_statement> statements_of(const prepared_script& script, line_finder& lines) {
    std::vector<preview_statement> made;
    if (script.run_as == manner::steps) {
        for (std::size_t i = 0; i < script.steps.size(); ++i) {
            const script_step& each = script.steps[i];
            for (std::size_t k = each.first; k < each.first + each.count; ++k) {
                made.push_back(statement_of(script, script.statements[k].part.sql, i + 1,
                                            each.transactional, lines));
            }
        }
    } else if (script.statements.empty()) {
        for (const sqltext::statement& each : sqltext::split(script.text.text())) {
            made.push_back(statement_of(script, each, 1, true, lines));
        }
    } else {
        for (const script_statement& each : script.statements) {
            made.push_back(statement_of(script, each.part.sql, 1, true, lines));
        }
    }
    return made;
}

/// `shares`: those that can run in the transaction of their migration.
void add_hooks(const run_context& run, time when, direction direction, bool shares,
               std::vector<preview_hook>& into) {
    line_finder lines;
    for (const prepared_hook& each : run.hooks) {
        if (each.what->when == when && each.what->direction == direction) {
            const bool in_steps = each.script.run_as == manner::steps;
            into.push_back({when, each.what->name, shares && !in_steps, in_steps,
                            statements_of(each.script, lines)});
        }
    }
}

std::vector<preview_condition> conditions_of(const plan_step& step) {
    std::vector<preview_condition> made;
    if (step.direction == direction::up) {
        const precondition_rules& rules = step.file->conditions;
        for (const auto& each : rules.all) {
            made.push_back({each.sql, each.expected, step.file->where(each.line).line,
                            rules.on_fail, rules.on_error});
        }
    }
    return made;
}

preview_step describe_step(const run_context& run, const plan_step& step,
                           const prepared_script& script, bool begins_repeatable,
                           line_finder& lines) {
    preview_step made;
    made.version = script.version;
    made.description = step.description();
    made.direction = step.direction;
    made.file = script.text.file_name();
    made.in_steps = script.run_as == manner::steps;
    made.resumes = step.resumes;
    made.steps = made.in_steps ? script.steps.size() : 1;
    made.statements = statements_of(script, lines);
    made.conditions = conditions_of(step);
    if (begins_repeatable) {
        add_hooks(run, time::after_versioned, step.direction, false, made.before);
        add_hooks(run, time::before_repeatable, step.direction, false, made.before);
    }
    add_hooks(run, time::before_each, step.direction, !made.in_steps, made.before);
    add_hooks(run, time::after_each, step.direction, true, made.after);
    return made;
}

} // namespace

preview describe(const run_context& run, const std::vector<plan_step>& steps,
                 const std::vector<prepared_script>& scripts, direction direction) {
    preview made;
    if (steps.empty() && direction == direction::down) {
        return made;
    }
    add_hooks(run, time::before_run, direction, false, made.before);
    line_finder lines;
    for (std::size_t i = 0; i < steps.size(); ++i) {
        made.steps.push_back(
            describe_step(run, steps[i], scripts[i], begins_repeatable(steps, i), lines));
    }
    if (!has_repeatable(steps)) {
        add_hooks(run, time::after_versioned, direction, false, made.after);
    }
    if (!steps.empty()) {
        add_hooks(run, time::after_applied, direction, false, made.after);
    }
    add_hooks(run, time::after_run, direction, false, made.after);
    return made;
}

} // namespace dunlin::migrator
