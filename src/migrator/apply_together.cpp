// SPDX-License-Identifier: MIT
#include "apply_together.hpp"

#include "activity.hpp"
#include "apply.hpp"
#include "failure.hpp"
#include "hooks.hpp"
#include "message.hpp"

#include <fmt/format.h>

namespace dunlin::migrator {

namespace {

/// Between the versioned ones and the first repeatable one; part of the transaction once it is
/// open.
void run_hooks_between(run_context& run, direction way, bool is_open) {
    for (const hook::time when : {hook::time::after_versioned, hook::time::before_repeatable}) {
        is_open ? run_hooks_within(run, when, way) : run_hooks(run, when, way);
    }
}

} // namespace

void refuse_steps(const std::vector<prepared_script>& scripts) {
    for (const prepared_script& each : scripts) {
        if (each.run_as == prepared_script::manner::steps) {
            throw error(error_kind::usage,
                        fmt::format("{} cannot run in a transaction, so not all can run in one",
                                    each.version))
                .with_hint("leave --single-transaction out, or stop before it with --to");
        }
    }
}

void apply_together(run_context& run, const std::vector<plan_step>& steps,
                    const std::vector<prepared_script>& scripts,
                    const std::function<void(std::size_t index)>& on_done) {
    for (std::size_t i = 0; i < steps.size(); ++i) {
        const bool last = i + 1 == steps.size();
        run.watcher.on_begin(steps[i], i, steps.size());
        const watched_message watched(*run.activity, steps[i]);
        if (begins_repeatable(steps, i)) {
            run_hooks_between(run, scripts[i].way, i > 0);
        }
        const std::string record = record_sql(run, steps[i], scripts[i]);
        const bool has_hooks = has_each_hooks(run, scripts[i].way);
        if (has_hooks || scripts[i].run_as == prepared_script::manner::pieces) {
            std::size_t ignored = 0;
            run.db->run_script(mark_of(run, scripts[i]) +
                               (i == 0 ? opening_sql(run, scripts[i], ignored)
                                       : limits_sql(run, scripts[i], ignored)));
            if (has_hooks) {
                send_with_hooks(run, scripts[i]);
            } else {
                send_pieces(run, scripts[i], 0, scripts[i].statements.size());
                send_verify(run, scripts[i]);
            }
            run.db->run_script(closing_sql(scripts[i], record, last));
        } else {
            const message sent = compose(run, scripts[i], record, {i == 0, last});
            try {
                run.db->run_script(sent.text);
            } catch (const sqldb::sql_error& problem) {
                if (is_lost(run, problem)) {
                    throw;
                }
                throw_message_failure(problem, sent, scripts[i]);
            }
        }
        on_done(i);
    }
}

} // namespace dunlin::migrator
