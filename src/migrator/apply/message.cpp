// SPDX-License-Identifier: MIT
#include "apply/message.hpp"

#include "apply/recording_script.hpp"
#include "lock/runner_lock.hpp"
#include "plan/checksums.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace dunlin::migrator {
namespace {

// Undoes within the transaction what a script may have done to the session. All of it costs a few
// microseconds and no round trip; looking for what a script (or a function that it calls) could
// have changed would cost more and miss some.
constexpr auto own_user = "RESET SESSION AUTHORIZATION;";
constexpr auto reset = "RESET ALL;CLOSE ALL;DEALLOCATE ALL;UNLISTEN *;DISCARD TEMP;\n";
/// Where this session keeps a prepared statement of its own, and no script makes others.
constexpr auto reset_around_record = "RESET ALL;CLOSE ALL;UNLISTEN *;DISCARD TEMP;\n";

/// For a session that is kept for the next script.
constexpr auto standard_strings = "SET standard_conforming_strings = on;\n";

/// Whoever obtains this run's own key has the proof that the session that held it is gone, and with
/// it the runner lock. The cast then fails and ends the transaction. It never waits.
constexpr auto precondition = "CASE WHEN pg_catalog.pg_try_advisory_xact_lock({}) THEN '{}' "
                              "ELSE '0' END::pg_catalog.int4";

std::string milliseconds(const char* setting, std::chrono::milliseconds value) {
    return fmt::format("SET LOCAL {} = {};", setting, value.count());
}

} // namespace

std::string precondition_expression(const runner_lock& lock) {
    return fmt::format(precondition, lock.run_key(), lost_lock_text);
}

std::string claim_sql(const run_context& run) {
    return fmt::format("LOCK TABLE {} IN ROW EXCLUSIVE MODE;", run.ledger->quoted_table(*run.db));
}

std::string limits_sql(const run_context& run, const prepared_script& script,
                       std::size_t& statements) {
    std::string text;
    text += milliseconds("lock_timeout",
                         script.options.lock_timeout.value_or(run.settings.lock.timeout));
    text += claim_sql(run);
    statements += 2;
    if (script.options.statement_timeout) {
        text += milliseconds("statement_timeout", *script.options.statement_timeout);
        ++statements;
    }
    if (run.locks.runner().has_transaction_timeout()) {
        // Set for the statements of an application; a migration takes the time that it needs.
        text += "SET LOCAL transaction_timeout = 0;";
        ++statements;
    }
    if (run.locks.runner().can_check_client()) {
        // The statement of a client that was killed ends within this time.
        text += "SET LOCAL client_connection_check_interval = 1000;";
        ++statements;
    }
    return text;
}

std::string opening_sql(const run_context& run, const prepared_script& script,
                        std::size_t& statements) {
    ++statements;
    return script.begin + ";" + limits_sql(run, script, statements);
}

std::string own_role(const run_context& run) {
    const std::string& role = run.settings.database.role;
    return role.empty() ? "DEFAULT" : run.db->quote_identifier(role);
}

std::string own_role_sql(const run_context& run) {
    return run.settings.database.role.empty() ? "RESET ROLE;" : "SET ROLE " + own_role(run) + ";";
}

std::string reset_sql(const run_context& run, const directives& options) {
    return own_user + own_role_sql(run) +
           (options.keeps_session       ? standard_strings
            : run.recording.is_prepared ? reset_around_record
                                        : reset);
}

std::string precondition_sql(const runner_lock& lock) {
    return "SELECT " + precondition_expression(lock) + ";";
}

std::string closing_sql(const run_context& run, const prepared_script& script,
                        const std::string& record, bool commits) {
    // The script's last statement may lack its semicolon, or a comment may follow it.
    std::string text = "\n;";
    text += reset_sql(run, script.options);
    text += record;
    return commits ? text + "\nCOMMIT" : text;
}

std::string run_comment(const run_locks& locks, const prepared_script& script) {
    // A version may be any name: it must neither end the comment nor open one within.
    std::string name = script.version;
    std::replace_if(
        name.begin(), name.end(), [](char c) { return c == '*' || c == '/'; }, '.');
    return fmt::format("{}{} {} {} */ ", locks.runner().comment_prefix(), locks.run_id(),
                       to_string(script.direction), name);
}

sent_part compose_part(const run_locks& locks, const prepared_script& script, std::size_t begin,
                       std::size_t end) {
    sent_part part{run_comment(locks, script), 0, begin};
    part.comment_size = part.text.size();
    part.text += script.text.text().substr(begin, end - begin);
    return part;
}

void add_verify(const prepared_script& script, message& into) {
    if (!script.verify) {
        return;
    }
    into.text += "\n;SAVEPOINT dunlin_verify;\n";
    into.verify_begin = into.text.size();
    into.text += script.verify->text.text();
    into.verify_end = into.text.size();
    into.text += "\n;ROLLBACK TO SAVEPOINT dunlin_verify;RELEASE SAVEPOINT dunlin_verify;";
}

message compose(const run_context& run, const prepared_script& script, const std::string& record,
                message_ends ends) {
    message message;
    message.text = run_comment(run.locks, script);
    message.text += ends.opens ? opening_sql(run, script, message.statements_before)
                               : limits_sql(run, script, message.statements_before);
    message.text += '\n';
    const std::string closing = closing_sql(run, script, record, ends.closes);
    const std::string_view body = script.text.text();
    message.text.reserve(message.text.size() + body.size() + closing.size());
    message.script_begin = message.text.size();
    message.text += body;
    message.script_end = message.text.size();
    add_verify(script, message);
    message.text += closing;
    return message;
}

std::string record_sql(run_context& run, const plan_step& step, const prepared_script& script,
                       bool skipped) {
    if (script.direction == direction::down) {
        return (run.locks.are_acquired() ? precondition_sql(run.locks.runner()) : "") +
               run.ledger->removed_sql(*run.db, {step.file, step.row->version, step.previous, "",
                                                 run.recording.next_rank});
    }
    const migration& file = *step.file;
    const std::string content =
        run.recording.checksums ? run.recording.checksums->of(file) : file.content_checksum();
    applied_record record;
    record.file = &file;
    record.version = file.version;
    record.description = file.description;
    record.kind = file.kind == migration_kind::repeatable ? "repeatable"
                  : file.is_baseline                      ? "baseline"
                                                          : "versioned";
    record.checksum = file.checksum;
    record.content_checksum = content;
    record.rank = run.recording.next_rank;
    record.duration_before = attempt_duration(run);
    record.replaces = step.row != nullptr;
    record.skipped = skipped;
    const std::string precondition_text =
        run.locks.are_acquired() ? precondition_expression(run.locks.runner()) : "";
    record.precondition = precondition_text;
    record.prepared = run.recording.is_prepared && !record.replaces && record.kind != "repeatable";
    const std::string down = file.down ? recordable_down(file) : "";
    if (file.down) {
        record.down_sql = down;
    }
    return run.ledger->applied_sql(*run.db, record);
}

} // namespace dunlin::migrator
