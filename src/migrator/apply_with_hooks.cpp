// SPDX-License-Identifier: MIT
#include "apply.hpp"
#include "failure.hpp"
#include "hooks.hpp"
#include "message.hpp"

namespace dunlin::migrator {

void send_with_hooks(run_context& run, const prepared_script& script) {
    run_hooks_within(run, hook::time::before_each, script.way);
    send_script(run, script);
    send_verify(run, script);
    run_hooks_within(run, hook::time::after_each, script.way);
}

std::size_t apply_with_hooks(run_context& run, const plan_step& step,
                             const prepared_script& script) {
    std::size_t ignored = 0;
    run.db->run_script(mark_of(run, script) + opening_sql(run, script, ignored));
    send_with_hooks(run, script);
    const message closing{closing_sql(script, record_sql(run, step, script), true), 0, 0, 0};
    try {
        run.db->run_script(closing.text);
    } catch (const sqldb::sql_error& problem) {
        if (is_lost(run, problem)) {
            throw;
        }
        throw_message_failure(problem, closing, script);
    }
    return 1;
}

} // namespace dunlin::migrator
