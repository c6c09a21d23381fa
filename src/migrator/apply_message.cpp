// SPDX-License-Identifier: MIT
#include "apply.hpp"
#include "failure.hpp"
#include "message.hpp"

namespace dunlin::migrator {

std::size_t apply_as_message(run_context& run, const plan_step& step,
                             const prepared_script& script) {
    const message sent = compose(run, script, record_sql(run, step, script));
    try {
        run.db->run_script(sent.text);
    } catch (const sqldb::sql_error& problem) {
        if (is_lost(run, problem)) {
            throw;
        }
        throw_message_failure(problem, sent, script);
    }
    return 1;
}

} // namespace dunlin::migrator
