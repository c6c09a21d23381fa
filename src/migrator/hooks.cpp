// SPDX-License-Identifier: MIT
#include "hooks.hpp"

#include "apply.hpp"
#include "failure.hpp"
#include "message.hpp"
#include "runner_lock.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace dunlin::migrator {
namespace {

using manner = prepared_script::manner;
using namespace std::chrono_literals;

constexpr auto pause_between_attempts = 500ms;

bool is_outside(const prepared_hook& each) {
    return each.script.run_as == manner::steps;
}

template <class Action>
void for_each_hook(run_context& run, hook::time when, direction way, Action action) {
    for (const prepared_hook& each : run.hooks) {
        if (each.what->when == when && each.what->way == way) {
            action(each);
        }
    }
}

void run_in_transaction(run_context& run, const prepared_script& script, bool resets) {
    std::size_t ignored = 0;
    run.db->run_script(mark_of(run, script) + script.begin + ";" +
                       limits_sql(run, script, ignored));
    send_script(run, script);
    run.db->run_script((resets ? std::string(reset_sql(script.how)) : "") + "COMMIT");
}

/// One statement after the other; BEGIN ... COMMIT among them stand as they are.
void run_by_statement(run_context& run, const prepared_script& script) {
    for (std::size_t i = 0; i < script.statements.size(); ++i) {
        const std::size_t begin = script.statements[i].part.sql.begin;
        const std::string sent =
            mark_of(run, script) +
            std::string(script.statements[i].part.sql.text(script.text.text()));
        try {
            run.db->run_script(sent);
        } catch (const sqldb::sql_error& problem) {
            if (is_lost(run, problem)) {
                throw;
            }
            throw_part_failure(problem, script, begin, sent, i);
        }
    }
}

void run_alone(run_context& run, const prepared_script& script, bool resets) {
    for (int attempt = 0;; ++attempt) {
        try {
            if (script.run_as == manner::steps) {
                run_by_statement(run, script);
                return;
            }
            run_in_transaction(run, script, resets);
            return;
        } catch (const error& problem) {
            if (run.db && run.db->is_open() && run.db->in_transaction() &&
                problem.kind() != error_kind::interrupted) {
                run.db->run_script("ROLLBACK");
            }
            if (!may_pass(problem) || attempt >= run.how.lock.retries) {
                throw;
            }
        }
        run.lock->pause(pause_between_attempts);
    }
}

} // namespace

std::vector<prepared_hook> prepare_hooks(const run_context& run) {
    std::vector<prepared_hook> made;
    made.reserve(run.files.hooks.size());
    for (const hook& each : run.files.hooks) {
        made.push_back({&each, prepare_hook(each, run.values)});
    }
    return made;
}

bool has_hooks(const run_context& run, hook::time when, direction way) {
    return std::any_of(run.files.hooks.begin(), run.files.hooks.end(),
                       [&](const hook& each) { return each.when == when && each.way == way; });
}

bool has_each_hooks(const run_context& run, direction way) {
    return has_hooks(run, hook::time::before_each, way) ||
           has_hooks(run, hook::time::after_each, way);
}

void run_hooks(run_context& run, hook::time when, direction way) {
    for_each_hook(run, when, way,
                  [&](const prepared_hook& each) { run_alone(run, each.script, true); });
}

void run_hooks_within(run_context& run, hook::time when, direction way) {
    for_each_hook(run, when, way, [&](const prepared_hook& each) {
        if (is_outside(each)) {
            return;
        }
        try {
            send_script(run, each.script);
        } catch (error& problem) {
            problem.aftermath.clear(); // what became of the migration is for its own run to say
            throw;
        }
    });
}

void run_hooks_outside(run_context& run, hook::time when, direction way) {
    for_each_hook(run, when, way, [&](const prepared_hook& each) {
        if (is_outside(each)) {
            run_by_statement(run, each.script);
        }
    });
}

void run_hooks_before_steps(run_context& run, hook::time when, direction way) {
    for_each_hook(run, when, way,
                  [&](const prepared_hook& each) { run_alone(run, each.script, false); });
}

} // namespace dunlin::migrator
