// SPDX-License-Identifier: MIT
#include "preview_sql.hpp"

#include "message.hpp"
#include "reconnect.hpp"

#include <dunlin/sqltext/statement.hpp>

#include <fmt/format.h>

namespace dunlin::migrator {
namespace {

void add_statement(preview_step& into, const prepared_script& script,
                   const sqltext::statement& what, std::size_t step, bool in_transaction) {
    into.statements.push_back({std::string(what.text(script.text.text())),
                               script.text.where(what.begin).line, step, in_transaction});
}

/// The script with its last statement ended. Not more than that: psql takes an empty statement
/// behind the data of a COPY for the end of its input.
std::string closed_text(const prepared_script& script) {
    const std::string_view text = script.text.text();
    std::string made(text);
    std::size_t end = text.size();
    if (!script.statements.empty()) {
        const auto& last = script.statements.back().part;
        if (last.has_copy_data) {
            return made + "\n";
        }
        end = last.sql.end;
    } else if (const auto all = sqltext::split(text); !all.empty()) {
        end = all.back().end;
    }
    const std::size_t next = text.find_first_not_of(" \t\r\n", end);
    const bool closed = next != std::string_view::npos && text[next] == ';';
    return made + (closed ? "\n" : "\n;\n");
}

std::string transaction_of(run_context& run, const plan_step& step, const prepared_script& script) {
    const auto limit = script.how.lock_timeout.value_or(run.how.lock.timeout);
    return fmt::format("{};\nSET LOCAL lock_timeout = {};\n{}{}{}\nCOMMIT;\n", script.begin,
                       limit.count(), closed_text(script), reset_sql(script.how),
                       record_sql(run, step, script));
}

std::string steps_of(run_context& run, const plan_step& step, const prepared_script& script) {
    return fmt::format("{}BEGIN;{}\nCOMMIT;\n", closed_text(script), record_sql(run, step, script));
}

} // namespace

preview_step describe(const plan_step& step, const prepared_script& script) {
    preview_step made;
    made.version = script.version;
    made.description = step.description();
    made.way = step.way;
    made.file = script.text.file_name();
    made.in_steps = script.run_as == prepared_script::manner::steps;
    made.resumes = step.resumes;
    if (made.in_steps) {
        made.steps = script.steps.size();
        for (std::size_t i = 0; i < script.steps.size(); ++i) {
            const script_step& each = script.steps[i];
            for (std::size_t k = each.first; k < each.first + each.count; ++k) {
                add_statement(made, script, script.statements[k].part.sql, i + 1,
                              each.transactional);
            }
        }
    } else if (script.statements.empty()) {
        for (const sqltext::statement& each : sqltext::split(script.text.text())) {
            add_statement(made, script, each, 1, true);
        }
    } else {
        for (const script_statement& each : script.statements) {
            add_statement(made, script, each.part.sql, 1, true);
        }
    }
    return made;
}

std::string psql_script(run_context& run, bool has_ledger, const std::vector<plan_step>& steps,
                        const std::vector<prepared_script>& scripts) {
    std::string sql = "\\set ON_ERROR_STOP on\n";
    if (!has_ledger && !steps.empty()) {
        sql += "\nBEGIN;\n" + run.book->create_sql(*run.db) + "COMMIT;\n";
    }
    for (std::size_t i = 0; i < steps.size(); ++i) {
        const bool in_steps = scripts[i].run_as == prepared_script::manner::steps;
        sql += fmt::format("\n-- {} {} {}\n", to_string(steps[i].way), scripts[i].version,
                           steps[i].description());
        sql += in_steps ? steps_of(run, steps[i], scripts[i])
                        : transaction_of(run, steps[i], scripts[i]);
        run.next_rank += takes_rank(run, steps[i]) ? 1 : 0;
    }
    return sql;
}

} // namespace dunlin::migrator
