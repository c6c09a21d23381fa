// SPDX-License-Identifier: MIT
#pragma once

#include "apply/planned_work.hpp"
#include "run_context.hpp"
#include "serial_observer.hpp"

#include <dunlin/migrator/plan.hpp>
#include <dunlin/migrator/preview.hpp>
#include <dunlin/migrator/report.hpp>

#include <functional>
#include <string>
#include <vector>

namespace dunlin::migrator {

using planner = std::function<plan(const history&)>;

/// One run, from reading the files to its report or preview. Used once.
class run {
public:
    run(const settings& settings, direction direction);

    report execute(const planner& make_plan, bool in_one_transaction);
    migrator::preview preview(const planner& make_plan, bool with_sql);

private:
    void read();
    void refuse_second_history();
    bool plan_with_check_hooks(const planner& make_plan);
    bool plan_work(const planner& make_plan);
    void prepare_hooks_once();
    prepared_script prepare_step(const plan_step& step);
    [[noreturn]] void fail_without_down(const plan_step& step) const;
    void check_scripts();
    void warn(std::string text);
    [[nodiscard]] bool has_work() const;
    void plan_again_with_locks(const planner& make_plan);
    void acquire_locks();
    ledger_state read_with_locks();
    void create_missing_tables();
    void run_first_hooks();
    void ask_permission() const;
    void report_doubts();
    void record_protection();

    void report_notice(const sqldb::notice& notice);

    migrator::settings settings_; ///< with notices that are also reported to the observer
    serial_observer serial_;
    run_context context_;
    placeholder_lookup values_;
    bool is_preview_ = false; ///< acquires no lock
    ledger_state recorded_;
    migrator::history history_; ///< points into it and the context's files
    planned_work work_;
    std::vector<std::string> warnings_;
    report report_;
};

} // namespace dunlin::migrator
