// SPDX-License-Identifier: MIT
#pragma once

#include "apply/preconditions.hpp"
#include "plan/prepare.hpp"
#include "run_context.hpp"
#include "serial_observer.hpp"

#include <functional>
#include <vector>

namespace dunlin::migrator {

using planner = std::function<plan(const history&)>;

/// One run, from reading the files to its report or preview. Used once.
class run {
public:
    run(const settings& settings, direction direction);

    report execute(const planner& make_plan, bool in_one_transaction);
    preview look(const planner& make_plan, bool with_sql);

private:
    void read();
    bool prepare_work(const planner& make_plan);
    prepared_script prepare_step(const plan_step& step);
    [[nodiscard]] direction direction_of_work() const;
    [[nodiscard]] bool runs_without_work() const;
    void acquire_lock();
    ledger_state read_with_lock();
    void warn_of_doubts();
    void reread(const planner& make_plan);
    void ask_permission() const;
    void record_protection();
    void work(bool in_one_transaction);
    void run_last_hooks(direction direction);
    void run_failure_hooks(hook::time when, direction direction);
    void apply_each();
    verdict check_conditions(std::size_t index);
    void apply_in_one();
    void record_failure(const plan_step& step, const error& problem);
    void report_done(const plan_step& step, std::chrono::microseconds duration, std::size_t parts);

    serial_observer serial_;
    run_context context_;
    ledger_state recorded_;
    migrator::history history_; ///< points into it and the context's files
    std::vector<plan_step> steps_;
    std::vector<prepared_script> scripts_;
    report report_;
};

} // namespace dunlin::migrator
