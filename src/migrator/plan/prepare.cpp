// SPDX-License-Identifier: MIT
#include "plan/prepare.hpp"

#include "format/calls.hpp"
#include "format/directive.hpp"
#include "format/interpolation.hpp"
#include "plan/keywords.hpp"

#include <dunlin/base/text.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace dunlin::migrator {
namespace {

using sqltext::statement_class;
using manner = prepared_script::manner;

/// In bytes. It is sent in several messages, so that people see how far it is.
constexpr std::size_t large_script = 1024UL * 1024;

[[noreturn]] void fail(const prepared_script& script, const script_statement& at,
                       const std::string& message, std::string hint) {
    throw error(error_kind::config, message)
        .with_hint(std::move(hint))
        .at(script.text.where(at.part.sql.begin));
}

std::vector<script_statement> read_statements(const prepared_script& script,
                                              bool classifies = true) {
    std::vector<script_statement> statements;
    const std::string_view text = script.text.text();
    std::vector<sqltext::script_part> parts;
    try {
        parts = sqltext::read_script(text, script.text.file_name());
    } catch (error& problem) {
        // read_script counts lines within the script, people within the file.
        if (problem.where()) {
            std::size_t offset = 0;
            for (std::size_t line = 1; line < problem.where()->line; ++line) {
                offset = std::min(text.find('\n', offset), text.size() - 1) + 1;
            }
            problem.at(script.text.where(offset + problem.where()->column - 1));
        }
        throw;
    }
    statements.reserve(parts.size());
    for (const sqltext::script_part& part : parts) {
        statements.push_back({part, classifies ? sqltext::classify(part.sql.text(text))
                                               : statement_class::ordinary});
    }
    return statements;
}

bool is_block_control(statement_class kind) {
    return kind == statement_class::begin || kind == statement_class::commit ||
           kind == statement_class::rollback;
}

void refuse_what_cannot_run(const prepared_script& script) {
    for (const script_statement& statement : script.statements) {
        if (statement.statement_class == statement_class::copy_to_stdout) {
            fail(script, statement, "a migration cannot use COPY TO STDOUT",
                 "remove the statement");
        }
        if (statement.statement_class == statement_class::prepared) {
            fail(script, statement, "a migration cannot use two-phase commit",
                 "remove the statement");
        }
    }
}

/// BEGIN; ... COMMIT; around the whole script are removed, so that the ledger row
/// joins the transaction.
bool remove_outer_block(prepared_script& script) {
    auto& all = script.statements;
    if (all.size() < 2 || all.front().statement_class != statement_class::begin ||
        all.back().statement_class != statement_class::commit ||
        std::any_of(all.begin() + 1, all.end() - 1, [](const script_statement& statement) {
            return is_block_control(statement.statement_class);
        })) {
        return false;
    }
    const std::string_view text = script.text.text();
    script.begin = std::string(all.front().part.sql.text(text));
    for (const script_statement* frame : {&all.front(), &all.back()}) {
        const sqltext::statement range = frame->part.sql;
        const std::size_t semicolon = text.find_first_not_of(" \t\r\n", range.end);
        const bool closed = semicolon != std::string_view::npos && text[semicolon] == ';';
        script.text.blank_out(range.begin, closed ? semicolon + 1 : range.end);
    }
    all.erase(all.begin());
    all.pop_back();
    return true;
}

void refuse_block_control(const prepared_script& script) {
    for (const script_statement& statement : script.statements) {
        if (is_block_control(statement.statement_class)) {
            const std::string word(statement.part.sql.text(script.text.text()).substr(0, 8));
            fail(
                script, statement,
                fmt::format("{} in the middle of a migration would end or split its transaction",
                            word.substr(0, word.find_first_of(" \t\r\n;"))),
                "remove it, wrap the whole script in one BEGIN ... COMMIT, or run the script in steps with the line: -- dunlin:no-transaction");
        }
    }
}

/// BEGIN up to its COMMIT is one step; outside of that, each statement is one under no-transaction,
/// and otherwise neighbours that may share a transaction do. A COMMIT without BEGIN ends such a
/// group, as it would have ended the transaction that another tool had opened.
std::vector<script_step> cut_into_steps(prepared_script& script) {
    std::vector<script_step> steps;
    bool in_block = false;
    bool open = false; ///< whether further statements join the last step
    for (std::size_t i = 0; i < script.statements.size(); ++i) {
        const statement_class kind = script.statements[i].statement_class;
        if (!in_block && kind == statement_class::commit && script.options.honours_blocks) {
            script.statements.erase(script.statements.begin() + static_cast<std::ptrdiff_t>(i--));
            open = false;
            continue;
        }
        if (!in_block && kind == statement_class::rollback && script.options.honours_blocks) {
            fail(script, script.statements[i], "ROLLBACK without BEGIN",
                 "remove it: it would undo the statements above it");
        }
        const bool ends_transactions =
            script.options.no_transaction &&
            may_end_transactions(script.statements[i].part.sql.text(script.text.text()));
        const bool transactional = kind != statement_class::no_transaction && !ends_transactions;
        const bool begins = !in_block && kind == statement_class::begin;
        if (in_block || (open && transactional && !begins)) {
            ++steps.back().count;
        } else {
            steps.push_back({i, 1, transactional});
        }
        const bool ends = in_block && kind != statement_class::begin && is_block_control(kind);
        in_block = begins || (in_block && !ends);
        open = !script.options.no_transaction && transactional && !ends && !in_block;
    }
    if (in_block) {
        fail(script, script.statements[steps.back().first], "BEGIN without COMMIT",
             "close the block with COMMIT");
    }
    return steps;
}

/// Blanks out the lines \restrict and \unrestrict of pg_dump, which read_script skipped.
void remove_fences(prepared_script& script) {
    std::size_t gap = 0;
    const auto clean = [&](std::size_t end) {
        std::size_t at = gap;
        while ((at = script.text.text().find('\\', at)) < end) {
            const std::string_view text = script.text.text();
            const std::size_t line_end = std::min(text.find('\n', at), end);
            const bool starts_line = at == 0 || text[at - 1] == '\n';
            const bool fence = text.substr(at).starts_with("\\restrict") ||
                               text.substr(at).starts_with("\\unrestrict");
            if (starts_line && fence) {
                script.text.blank_out(at, line_end);
            }
            at = line_end;
        }
    };
    for (const script_statement& statement : script.statements) {
        clean(statement.part.sql.begin);
        gap = statement.part.has_copy_data ? statement.part.data_end : statement.part.sql.end;
    }
    clean(script.text.text().size());
}

bool has_class(const prepared_script& script, statement_class kind) {
    return std::any_of(
        script.statements.begin(), script.statements.end(),
        [&](const script_statement& statement) { return statement.statement_class == kind; });
}

void decide(prepared_script& script) {
    const keyword_flags flags = find_keywords(script.text.text());
    script.names_statements = flags.names_statements;
    const bool is_large = script.text.text().size() >= large_script;
    if (flags.is_plain() && !script.options.no_transaction && !is_large) {
        return;
    }
    script.statements = read_statements(script, !flags.is_plain() || script.options.no_transaction);
    refuse_what_cannot_run(script);
    const bool unwrapped = remove_outer_block(script);
    const bool in_blocks =
        !unwrapped && script.options.honours_blocks &&
        std::any_of(script.statements.begin(), script.statements.end(), [](const auto& statement) {
            return is_block_control(statement.statement_class);
        });
    if (!script.options.no_transaction && !in_blocks) {
        refuse_block_control(script);
    }
    const bool refuses_transaction = has_class(script, statement_class::no_transaction);
    if (refuses_transaction && unwrapped) {
        const auto at =
            std::find_if(script.statements.begin(), script.statements.end(),
                         [](const script_statement& statement) {
                             return statement.statement_class == statement_class::no_transaction;
                         });
        fail(script, *at, "this statement cannot run between BEGIN and COMMIT",
             "remove BEGIN and COMMIT: the script then runs in steps");
    }
    if (refuses_transaction || in_blocks || (script.options.no_transaction && !unwrapped)) {
        script.run_as = manner::steps;
        script.steps = cut_into_steps(script);
    } else if (has_class(script, statement_class::copy_from_stdin)) {
        script.run_as = manner::parts;
    } else {
        if (flags.backslash) {
            remove_fences(script);
        }
        if (is_large && script.statements.size() > 1) {
            script.run_as = manner::parts;
        }
    }
}

void set_text(const script& part, const std::shared_ptr<const source_file>& file,
              const placeholder_lookup& lookup, prepared_script& into) {
    into.options = part.options;
    const std::string_view text =
        std::string_view(file->text).substr(part.begin, part.end - part.begin);
    const std::size_t bom = text.size() - without_bom(text).size();
    into.text = script_text(file, part.begin + bom, part.end);
    into.text.apply(part.edits, lookup);
    if (into.options.placeholders) {
        into.text.replace_placeholders(lookup);
    }
}

void set_text_and_options(const script& part, const std::shared_ptr<const source_file>& file,
                          const placeholder_lookup& lookup, prepared_script& into) {
    set_text(part, file, lookup, into);
    decide(into);
}

/// Several BEGIN ... ROLLBACK in a row, each of which is to be rolled back before the next:
/// the savepoint before a verify script (message.cpp) does that. Nullopt: the script has another
/// form.
std::optional<script> without_blocks(const prepared_script& read, const script& part) {
    script script = part;
    std::size_t blocks = 0;
    bool open = false;
    for (const script_statement& statement : read.statements) {
        if (!is_block_control(statement.statement_class)) {
            continue;
        }
        const bool begins = statement.statement_class == statement_class::begin;
        if (begins == open) {
            return std::nullopt;
        }
        open = begins;
        blocks += begins ? 1 : 0;
        script.edits.push_back({.begin = read.text.place(statement.part.sql.begin),
                                .end = read.text.place(statement.part.sql.end),
                                .text = begins ? "" : "ROLLBACK TO SAVEPOINT dunlin_verify"});
    }
    std::sort(script.edits.begin(), script.edits.end(),
              [](const edit& a, const edit& b) { return a.begin < b.begin; });
    return open || blocks < 2 ? std::nullopt : std::optional(script);
}

/// A verify script runs within the migration's transaction, so its own BEGIN and ROLLBACK are
/// removed and it may contain no others.
std::shared_ptr<const prepared_script> prepare_verify(const migration& file,
                                                      const placeholder_lookup& lookup) {
    auto step = std::make_shared<prepared_script>();
    step->file = &file;
    step->version = file.version;
    const auto& in = file.verify->file ? file.verify->file : file.file;
    set_text(*file.verify, in, lookup, *step);
    step->statements = read_statements(*step);
    if (const auto undone = without_blocks(*step, *file.verify)) {
        set_text(*undone, in, lookup, *step);
        step->statements = read_statements(*step);
    }
    refuse_what_cannot_run(*step);
    auto& all = step->statements;
    if (all.size() >= 2 && all.back().statement_class == statement_class::rollback) {
        all.back().statement_class = statement_class::commit; // a verify script may end either way
    }
    remove_outer_block(*step);
    step->names_statements = find_keywords(step->text.text()).names_statements;
    for (const script_statement& statement : all) {
        if (is_block_control(statement.statement_class) ||
            statement.statement_class == statement_class::no_transaction ||
            statement.part.has_copy_data) {
            fail(
                *step, statement, "not allowed in a verify script",
                "a verify script runs in its migration's transaction: use only queries, and close each BEGIN with a ROLLBACK");
        }
    }
    return all.empty() ? nullptr : step;
}

/// The down script with its edits, in which variables of other tools' spelling are written as
/// dunlin's placeholders are. A default in the files replaces its variable.
std::string with_named_variables(const migration& file, directives& options) {
    script named = *file.down;
    for (edit& edit : named.edits) {
        if (edit.expands) {
            edit.text = expand_variables(edit.text, nullptr);
        } else if (!edit.variable.empty()) {
            if (edit.text.empty()) {
                edit.text = fmt::format("${{{}}}", edit.variable);
                options.placeholders = true;
            }
            edit.text = as_written(edit, edit.text);
            edit.variable.clear();
        }
    }
    return file.edited_text(named);
}

} // namespace

prepared_script prepare(const migration& file, direction direction,
                        const placeholder_lookup& lookup) {
    const script& part = direction == direction::up ? file.up : *file.down;
    prepared_script prepared;
    prepared.direction = direction;
    prepared.file = &file;
    prepared.version = file.version;
    set_text_and_options(part, part.file ? part.file : file.file, lookup, prepared);
    if (direction == direction::up && file.verify) {
        prepared.verify = prepare_verify(file, lookup);
    }
    return prepared;
}

prepared_script prepare_hook(const hook& hook, const placeholder_lookup& lookup) {
    prepared_script prepared;
    prepared.direction = hook.direction;
    prepared.version = hook.name;
    set_text_and_options(hook.text, hook.file, lookup, prepared);
    return prepared;
}

std::string recordable_down(const migration& file) {
    directives options = file.down->options;
    std::string text = with_named_variables(file, options);
    if (!options.placeholders && !options.no_transaction) {
        return text;
    }
    const directives own = read_directives({file.file->name, text});
    if (options.placeholders && !own.placeholders) {
        text.insert(0, "-- dunlin:placeholders\n");
    }
    if (options.no_transaction && !own.no_transaction) {
        text.insert(0, "-- dunlin:no-transaction\n");
    }
    return text;
}

prepared_script prepare_recorded(std::string version, std::string down_sql,
                                 const placeholder_lookup& lookup) {
    prepared_script prepared;
    prepared.direction = direction::down;
    auto file = std::make_shared<source_file>();
    file->name = fmt::format("the recorded down script of {}", version);
    file->text = std::move(down_sql);
    const std::size_t size = file->text.size();
    prepared.version = std::move(version);
    prepared.options = read_directives(*file);
    prepared.text = script_text(std::move(file), 0, size);
    if (prepared.options.placeholders) {
        prepared.text.replace_placeholders(lookup);
    }
    decide(prepared);
    return prepared;
}

} // namespace dunlin::migrator
