// SPDX-License-Identifier: MIT
#include "apply/apply.hpp"
#include "apply/failure.hpp"
#include "apply/recording_script.hpp"

namespace dunlin::migrator {

void send_message(run_context& run, const message& sent, const prepared_script& script) {
    try {
        run_recording_script(run, sent.text);
    } catch (const sqldb::sql_error& problem) {
        if (is_lost(run, problem)) {
            throw;
        }
        throw_message_failure(problem, sent, script);
    }
}

void send_closing(run_context& run, const plan_step& step, const prepared_script& script) {
    const std::string record = record_sql(run, step, script);
    send_message(run, {closing_sql(run, script, record, true), 0, 0, 0}, script);
}

std::size_t apply_as_message(run_context& run, const plan_step& step,
                             const prepared_script& script) {
    send_message(run, compose(run, script, record_sql(run, step, script)), script);
    return 1;
}

} // namespace dunlin::migrator
