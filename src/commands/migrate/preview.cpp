// SPDX-License-Identifier: MIT
#include "migrate/preview.hpp"

#include "migrate/preview_json.hpp"

#include <dunlin/commands/context.hpp>
#include <dunlin/output/safe_text.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace dunlin::commands {
namespace {

constexpr std::size_t wrapped_indent = 4; ///< of the lines after the first

using hooks = std::vector<migrator::preview_hook>;

/// A line, wrapped at the terminal's width, whose first word is the direction.
void write_wrapped(const std::string& line, output::style direction, context& context) {
    std::string_view rest = line;
    const std::size_t width = context.terminals().output.width;
    const bool colour = context.terminals().colour_output;
    const std::string_view first =
        width > wrapped_indent ? output::remove_words(rest, width) : std::exchange(rest, {});
    context.print(output::with_styled_first_word(first, direction, colour) + "\n");
    while (!rest.empty()) {
        context.print(std::string(wrapped_indent, ' '));
        context.print(output::remove_words(rest, width - wrapped_indent));
        context.print("\n");
    }
}

std::string heading(const migrator::preview_step& step) {
    const std::string text =
        fmt::format("{} {}  {}  ({}, {}{})", migrator::to_string(step.direction),
                    step.shown_version, step.shown_description, step.file,
                    step.in_steps ? fmt::format("{} step{}", step.steps, step.steps == 1 ? "" : "s")
                                  : "one transaction",
                    step.resumes ? ", resumes after the completed steps" : "");
    return output::safe_text(text);
}

/// Prints a statement with its line number in the margin.
void write_statement(std::size_t line, const std::string& sql, context& context) {
    std::string text = output::safe_lines(sql) + "\n";
    for (std::size_t at = 0; (at = text.find('\n', at)) < text.size() - 1;) {
        text.insert(++at, "       | ");
    }
    context.print(fmt::format("{:>6} | ", line) + text);
}

void write_text(const hooks& list, std::string_view indent, context& context) {
    for (const auto& hook : list) {
        std::string text =
            fmt::format("{}{}: {}  ({})\n", indent, migrator::to_string(hook.when), hook.file,
                        hook.within     ? "in the same transaction"
                        : hook.in_steps ? "outside a transaction"
                                        : "in its own transaction");
        std::replace(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(text.find(':')), '_',
                     ' ');
        context.print(output::safe_lines(text));
        for (const auto& statement : hook.statements) {
            write_statement(statement.line, statement.text + ";", context);
        }
    }
}

std::string_view consequence(migrator::precondition_rules::action chosen) {
    using action = migrator::precondition_rules::action;
    switch (chosen) {
    case action::halt:
        return "the run ends";
    case action::skip:
        return "it is skipped in this run";
    case action::mark_ran:
        return "it is recorded without running";
    case action::warn:
        break;
    }
    return "it runs anyway";
}

void write_text(const std::vector<migrator::preview_condition>& conditions, context& context) {
    for (const auto& condition : conditions) {
        context.print(output::safe_lines(fmt::format(
            "  precondition: must return {}; otherwise {}, on an error {}\n", condition.expected,
            consequence(condition.on_fail), consequence(condition.on_error))));
        write_statement(condition.line, condition.sql, context);
    }
}

void write_text(const migrator::preview_step& step, context& context) {
    write_wrapped(heading(step),
                  step.direction == migrator::direction::up ? output::style::good
                                                            : output::style::attention,
                  context);
    write_text(step.before, "  ", context);
    write_text(step.conditions, context);
    if (!step.in_steps && !(step.before.empty() && step.conditions.empty())) {
        context.print("  the migration itself\n");
    }
    std::size_t last = 0;
    for (const auto& statement : step.statements) {
        if (step.in_steps && statement.step != last) {
            context.print(
                fmt::format("  step {}, {}\n", statement.step,
                            statement.in_transaction ? "a transaction" : "outside a transaction"));
            last = statement.step;
        }
        write_statement(statement.line, statement.text + ";", context);
    }
    write_text(step.after, "  ", context);
}

void write_text(const migrator::preview& preview, context& context) {
    write_text(preview.before, "", context);
    for (const auto& step : preview.steps) {
        write_text(step, context);
    }
    write_text(preview.after, "", context);
}

} // namespace

void print_preview(const migrator::preview& preview, bool as_sql, context& context) {
    if (as_sql || !context.json()) {
        for (const std::string& warning : preview.warnings) {
            context.warn(warning);
        }
    }
    if (as_sql) {
        context.print(preview.sql);
    } else if (context.json()) {
        write_preview_json(preview, context);
    } else {
        write_text(preview, context);
        if (preview.steps.empty()) {
            context.info(preview.before.empty() && preview.after.empty()
                             ? fmt::format("nothing to do in {}", to_string(context.target()))
                             : "no migration is pending; the scripts above still run");
        }
    }
}

} // namespace dunlin::commands
