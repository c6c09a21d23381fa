// SPDX-License-Identifier: MIT
#include "migrate/preview.hpp"

#include "migrate/preview_json.hpp"

#include <dunlin/commands/context.hpp>
#include <dunlin/output/safe_text.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace dunlin::commands {
namespace {

using hooks = std::vector<migrator::preview_hook>;

std::string heading(const migrator::preview_step& step) {
    std::string text =
        fmt::format("{} {}  {}  ({}, {}{})\n", migrator::to_string(step.direction), step.version,
                    step.description, step.file,
                    step.in_steps ? fmt::format("{} step{}", step.steps, step.steps == 1 ? "" : "s")
                                  : "one transaction",
                    step.resumes ? ", resumes after the completed steps" : "");
    return output::safe_lines(text);
}

/// A statement with its line in the margin.
void write_statement(std::size_t line, const std::string& sql, context& context) {
    std::string text = output::safe_lines(sql) + "\n";
    for (std::size_t at = 0; (at = text.find('\n', at)) < text.size() - 1;) {
        text.insert(++at, "       | ");
    }
    context.print(fmt::format("{:>6} | ", line) + text);
}

void write_text(const hooks& all, std::string_view indent, context& context) {
    for (const auto& hook : all) {
        std::string text =
            fmt::format("{}{}: {}  ({})\n", indent, migrator::to_string(hook.when), hook.file,
                        hook.within     ? "in the same transaction"
                        : hook.in_steps ? "outside of a transaction"
                                        : "a transaction of its own");
        std::replace(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(text.find(':')), '_',
                     ' ');
        context.print(output::safe_lines(text));
        for (const auto& each : hook.statements) {
            write_statement(each.line, each.text + ";", context);
        }
    }
}

std::string_view consequence(migrator::precondition_rules::action what) {
    using action = migrator::precondition_rules::action;
    switch (what) {
    case action::halt:
        return "the run ends";
    case action::skip:
        return "it is left for another run";
    case action::mark_ran:
        return "it is recorded without running";
    case action::warn:
        break;
    }
    return "it runs anyway";
}

void write_text(const std::vector<migrator::preview_condition>& all, context& context) {
    for (const auto& each : all) {
        context.print(output::safe_lines(
            fmt::format("  precondition: must return {}; otherwise {}, on an error {}\n",
                        each.expected, consequence(each.on_fail), consequence(each.on_error))));
        write_statement(each.line, each.sql, context);
    }
}

void write_text(const migrator::preview_step& step, context& context) {
    context.print(heading(step));
    write_text(step.before, "  ", context);
    write_text(step.conditions, context);
    if (!step.in_steps && !(step.before.empty() && step.conditions.empty())) {
        context.print("  the migration itself\n");
    }
    std::size_t last = 0;
    for (const auto& each : step.statements) {
        if (step.in_steps && each.step != last) {
            context.print(
                fmt::format("  step {}, {}\n", each.step,
                            each.in_transaction ? "a transaction" : "outside of a transaction"));
            last = each.step;
        }
        write_statement(each.line, each.text + ";", context);
    }
    write_text(step.after, "  ", context);
}

void write_text(const migrator::preview& seen, context& context) {
    write_text(seen.before, "", context);
    for (const auto& step : seen.steps) {
        write_text(step, context);
    }
    write_text(seen.after, "", context);
}

} // namespace

void print_preview(const migrator::preview& seen, bool as_sql, context& context) {
    if (as_sql) {
        context.print(seen.sql);
    } else if (context.json()) {
        write_preview_json(seen, context);
    } else {
        write_text(seen, context);
        if (seen.steps.empty()) {
            context.info(seen.before.empty() && seen.after.empty()
                             ? fmt::format("nothing to do in {}", to_string(context.target()))
                             : "no migration is pending; the scripts above still run");
        }
    }
}

} // namespace dunlin::commands
