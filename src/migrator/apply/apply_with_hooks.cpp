// SPDX-License-Identifier: MIT
#include "apply/apply.hpp"
#include "apply/hooks.hpp"

namespace dunlin::migrator {

void send_with_hooks(run_context& run, const prepared_script& script) {
    run_hooks_within(run, hook::time::before_each, script.direction);
    send_script(run, script);
    send_verify(run, script);
    run_hooks_within(run, hook::time::after_each, script.direction);
}

std::size_t apply_with_hooks(run_context& run, const plan_step& step,
                             const prepared_script& script) {
    std::size_t ignored = 0;
    run.db->run_script(run_comment(run.locks, script) + opening_sql(run, script, ignored));
    send_with_hooks(run, script);
    send_closing(run, step, script);
    return 1;
}

} // namespace dunlin::migrator
