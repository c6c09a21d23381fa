// SPDX-License-Identifier: MIT
#pragma once

#include "run_context.hpp"

#include <dunlin/migrator/plan.hpp>
#include <dunlin/migrator/report.hpp>

#include <chrono>
#include <cstddef>
#include <vector>

namespace dunlin::migrator {

/// What a run has done so far: told to the observer, kept in the report and, when a step fails, put
/// into its error.
class plan_progress {
public:
    /// Both must outlive this.
    plan_progress(run_context& run, report& into);

    /// The duration of the next step counts from now.
    void begin_step() { begin_ = clock::now(); }
    /// `transactions`: how many, and single statements, the step took.
    void add_done(const plan_step& step, std::size_t transactions);
    /// Removes and returns what was added: steps whose transaction has not committed.
    std::vector<outcome> take_back();
    void restore(std::vector<outcome> done);
    /// Adds to an error what was done before the step that failed, and what is pending after it.
    /// What was reverted is no longer applied: the aftermath says so and, when it was to be applied
    /// again, how to do that.
    void describe_in(error& problem, const std::vector<plan_step>& steps, std::size_t failed) const;
    /// Tells the observer, and records the failure where the ledger has a place for it. That it
    /// cannot be recorded does not hide the error.
    void report_failure(const plan_step& step, const error& problem);

private:
    using clock = std::chrono::steady_clock;

    void record_failure(const plan_step& step, const error& problem);
    [[nodiscard]] std::string failure_sql(const plan_step& step, const error& problem) const;

    run_context& run_;
    report& report_;
    clock::time_point begin_ = clock::now();
};

} // namespace dunlin::migrator
