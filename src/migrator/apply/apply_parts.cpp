// SPDX-License-Identifier: MIT
#include "apply/apply.hpp"
#include "apply/failure.hpp"
#include "apply/message.hpp"
#include "lock/activity.hpp"

#include <dunlin/sqldb/copy.hpp>

#include <algorithm>

namespace dunlin::migrator {
namespace {

/// In bytes. A statement that is longer is a message by itself.
constexpr std::size_t longest_message = 256UL * 1024;

/// The statements from `first` up to the next COPY with data, or as many as one message holds.
std::size_t send_message_of(run_context& run, const prepared_script& script, std::size_t first,
                            std::size_t last) {
    const std::size_t begin = script.statements[first].part.sql.begin;
    std::size_t end = first + 1;
    while (end < last && !script.statements[end].part.has_copy_data &&
           script.statements[end].part.sql.end - begin <= longest_message) {
        ++end;
    }
    const sent_part sent =
        compose_part(run.locks, script, begin, script.statements[end - 1].part.sql.end);
    try {
        run.db->run_script(sent.text);
    } catch (const sqldb::sql_error& problem) {
        if (is_lost(run, problem)) {
            throw;
        }
        throw_part_failure(problem, script, sent,
                           std::min(first + problem.statements_completed, end - 1));
    }
    return end;
}

void send_copy(run_context& run, const prepared_script& script, std::size_t index) {
    const sqltext::script_part& part = script.statements[index].part;
    const std::string_view text = script.text.text();
    const sent_part sent = compose_part(run.locks, script, part.sql.begin, part.sql.end);
    try {
        sqldb::copy_in copy(*run.db, sent.text);
        copy.write(text.substr(part.data_begin, part.data_end - part.data_begin));
        copy.finish();
    } catch (const sqldb::sql_error& problem) {
        if (is_lost(run, problem)) {
            throw;
        }
        throw_part_failure(problem, script, sent, index);
    }
}

} // namespace

void send_parts(run_context& run, const prepared_script& script, std::size_t first,
                std::size_t end) {
    while (first < end) {
        run.activity->begin_statement(first + 1, script.statements.size());
        if (script.statements[first].part.has_copy_data) {
            send_copy(run, script, first++);
        } else {
            first = send_message_of(run, script, first, end);
        }
    }
}

void send_verify(run_context& run, const prepared_script& script) {
    if (!script.verify) {
        return;
    }
    message sent;
    sent.text = run_comment(run.locks, script);
    add_verify(script, sent);
    try {
        run.db->run_script(sent.text);
    } catch (const sqldb::sql_error& problem) {
        if (!is_lost(run, problem)) {
            throw_if_verify_failed(problem, sent, script, 0);
        }
        throw;
    }
}

void send_script(run_context& run, const prepared_script& script) {
    if (script.run_as == prepared_script::manner::parts) {
        send_parts(run, script, 0, script.statements.size());
        return;
    }
    message sent;
    sent.text = run_comment(run.locks, script);
    sent.script_begin = sent.text.size();
    sent.text += script.text.text();
    sent.script_end = sent.text.size();
    send_message(run, sent, script);
}

std::size_t apply_in_parts(run_context& run, const plan_step& step, const prepared_script& script) {
    std::size_t ignored = 0;
    run.db->run_script(run_comment(run.locks, script) + opening_sql(run, script, ignored));
    send_parts(run, script, 0, script.statements.size());
    send_verify(run, script);
    send_closing(run, step, script);
    return 1;
}

} // namespace dunlin::migrator
