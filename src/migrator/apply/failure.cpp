// SPDX-License-Identifier: MIT
#include "apply/failure.hpp"

#include <dunlin/base/hidden_values.hpp>
#include <dunlin/base/position.hpp>
#include <dunlin/sqltext/statement.hpp>
#include <dunlin/sqltext/tokens.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace dunlin::migrator {
namespace {

std::vector<sqltext::statement> statements_of(const prepared_script& script) {
    if (script.statements.empty()) {
        return sqltext::split(script.text.text());
    }
    std::vector<sqltext::statement> statements;
    statements.reserve(script.statements.size());
    for (const script_statement& statement : script.statements) {
        statements.push_back(statement.part.sql);
    }
    return statements;
}

/// The server's error, with the names of placeholders instead of values that it repeats.
sqldb::sql_error without_values(const sqldb::sql_error& problem, const prepared_script& script) {
    hidden_values values;
    script.text.add_values(values);
    sqldb::sql_error result(problem.kind(), values.hide_in(problem.message()));
    result.with_hint(values.hide_in(problem.hint()));
    result.detail = values.hide_in(problem.detail);
    result.context = values.hide_in(problem.context);
    result.sqlstate = problem.sqlstate;
    result.constraint = problem.constraint;
    result.table = problem.table;
    result.column = problem.column;
    result.position = problem.position;
    result.statements_completed = problem.statements_completed;
    result.applied = problem.applied;
    result.aftermath = problem.aftermath;
    return result;
}

[[noreturn]] void throw_at(const sqldb::sql_error& problem, const prepared_script& script,
                           std::size_t offset, std::optional<sqltext::statement> statement) {
    sqldb::sql_error shown = without_values(problem, script);
    shown.at(script.text.where(offset));
    shown.statement =
        statement ? script.text.shown(statement->begin, statement->end) : std::string();
    throw shown;
}

/// A quote or comment that never ends swallows what follows the script; the server then complains
/// about a place that no file has.
void throw_if_unterminated(const prepared_script& script) {
    try {
        sqltext::scan(script.text.text());
    } catch (error& found) {
        const std::string_view text = script.text.text();
        std::size_t offset = 0;
        for (std::size_t line = 1; found.where() && line < found.where()->line; ++line) {
            offset = text.find('\n', offset) + 1;
        }
        if (found.where()) {
            found.at(script.text.where(offset + found.where()->column - 1));
        }
        found.aftermath = nothing_kept(script);
        throw;
    }
}

[[noreturn]] void throw_after_script(const sqldb::sql_error& problem,
                                     const prepared_script& script) {
    throw_if_lock_lost(problem, nothing_kept(script));
    throw_if_unterminated(script);
    sqldb::sql_error at_end = without_values(problem, script);
    at_end.statement.clear();
    at_end.at({script.text.file_name(), 0, 0, ""});
    if (at_end.hint().empty()) {
        at_end.with_hint(
            "the error was raised at the end of the transaction, by a deferred constraint or by the ledger's row");
    }
    throw at_end;
}

} // namespace

void throw_if_lock_lost(const sqldb::sql_error& problem, std::string aftermath) {
    if (problem.message().find(lost_lock_text) == std::string::npos) {
        return;
    }
    error lost(error_kind::locked, lost_lock_message);
    lost.with_hint("run the same command again");
    lost.aftermath = std::move(aftermath);
    throw lost;
}

std::string nothing_kept(const prepared_script& script) {
    return fmt::format("Migration {} was not {}.", script.shown_version(),
                       script.direction == direction::up ? "applied" : "reverted");
}

void throw_if_verify_failed(const sqldb::sql_error& problem, const message& sent,
                            const prepared_script& script, std::size_t statements_in_front) {
    if (sent.verify_end == 0) {
        return;
    }
    const prepared_script& verify = *script.verify;
    sqldb::sql_error reported = problem;
    if (reported.hint().empty()) {
        reported.with_hint(
            "the verify script failed: the migration did not have the expected effect");
    }
    if (problem.position > 0) {
        const std::size_t byte = byte_offset_of(sent.text, problem.position - 1);
        if (byte >= sent.verify_begin && byte < sent.verify_end) {
            throw_at(reported, verify, byte - sent.verify_begin, std::nullopt);
        }
    } else if (problem.statements_completed > statements_in_front &&
               problem.statements_completed - statements_in_front <= verify.statements.size()) {
        const auto& failed =
            verify.statements[problem.statements_completed - statements_in_front - 1].part.sql;
        throw_at(reported, verify, failed.begin, failed);
    }
}

void throw_message_failure(const sqldb::sql_error& problem, const message& sent,
                           const prepared_script& script) {
    sqldb::sql_error reported = problem;
    reported.aftermath = nothing_kept(script);
    const auto statements = statements_of(script);
    throw_if_verify_failed(reported, sent, script, sent.statements_before + statements.size());
    if (problem.position > 0) {
        const std::size_t byte = byte_offset_of(sent.text, problem.position - 1);
        if (byte >= sent.script_begin && byte < sent.script_end) {
            const std::size_t offset = byte - sent.script_begin;
            std::optional<sqltext::statement> statement;
            for (const sqltext::statement& part : statements) {
                if (part.begin <= offset) {
                    statement = part;
                }
            }
            throw_at(reported, script, offset, statement);
        }
    } else if (problem.statements_completed >= sent.statements_before &&
               problem.statements_completed - sent.statements_before < statements.size()) {
        const auto& failed = statements[problem.statements_completed - sent.statements_before];
        throw_at(reported, script, failed.begin, failed);
    }
    throw_after_script(reported, script);
}

void throw_part_failure(const sqldb::sql_error& problem, const prepared_script& script,
                        const sent_part& sent, std::size_t index) {
    const sqltext::statement& failed = script.statements[index].part.sql;
    std::size_t offset = failed.begin;
    if (problem.position > 0) {
        const std::size_t byte = byte_offset_of(sent.text, problem.position - 1);
        offset = sent.begin + byte - std::min(byte, sent.comment_size);
    }
    throw_at(problem, script, offset, failed);
}

} // namespace dunlin::migrator
