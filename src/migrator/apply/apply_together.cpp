// SPDX-License-Identifier: MIT
#include "apply/apply_together.hpp"

#include "apply/apply.hpp"
#include "apply/hooks.hpp"
#include "apply/message.hpp"
#include "lock/activity.hpp"

#include <fmt/format.h>

namespace dunlin::migrator {

namespace {

/// Between the versioned ones and the first repeatable one; part of the transaction once it is
/// open.
void run_hooks_between(run_context& run, direction direction, bool is_open) {
    for (const hook::time when : {hook::time::after_versioned, hook::time::before_repeatable}) {
        is_open ? run_hooks_within(run, when, direction) : run_hooks(run, when, direction);
    }
}

bool is_part_of_transaction(const hook& hook, const std::vector<plan_step>& steps) {
    const auto when = hook.when;
    return when == hook::time::before_each || when == hook::time::after_each ||
           (has_repeatable(steps) &&
            (when == hook::time::after_versioned || when == hook::time::before_repeatable));
}

void refuse_if_in_steps(const prepared_script& script, const char* hint) {
    if (script.run_as == prepared_script::manner::steps) {
        throw error(
            error_kind::usage,
            fmt::format(
                "{} cannot run in a transaction, so the migrations cannot run in a single one",
                script.version))
            .with_hint(hint);
    }
}

} // namespace

void refuse_steps(const run_context& run, const std::vector<plan_step>& steps,
                  const std::vector<prepared_script>& scripts) {
    for (const prepared_script& script : scripts) {
        refuse_if_in_steps(script,
                           "omit --single-transaction, or stop before this migration with --to");
    }
    for (const prepared_hook& hook : run.hooks) {
        if (!steps.empty() && hook.what->direction == steps.front().direction &&
            is_part_of_transaction(*hook.what, steps)) {
            refuse_if_in_steps(hook.script, "omit --single-transaction");
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
            run_hooks_between(run, scripts[i].direction, i > 0);
        }
        const std::string record = record_sql(run, steps[i], scripts[i]);
        const bool has_hooks = has_each_hooks(run, scripts[i].direction);
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
            run.db->run_script(closing_sql(run, scripts[i], record, last));
        } else {
            send_message(run, compose(run, scripts[i], record, {i == 0, last}), scripts[i]);
        }
        on_done(i);
    }
}

} // namespace dunlin::migrator
