// SPDX-License-Identifier: MIT
#pragma once

#include "migrate/run_status.hpp"

#include <dunlin/migrator/observer.hpp>

#include <cstdint>
#include <string>

namespace dunlin::commands {

class context;

/// Prints what a run does on stderr: a line for each migration, and on a terminal also a progress
/// line with the server's activity.
class migrate_messages final : public migrator::observer {
public:
    explicit migrate_messages(context& context);
    ~migrate_messages() override;

    void on_plan(const std::vector<migrator::plan_step>& steps) override;
    void on_waiting_for_runner(const migrator::session_info& holder,
                               std::chrono::milliseconds waited) override;
    void on_begin(const migrator::plan_step& step, std::size_t index, std::size_t total) override;
    void on_done(const migrator::plan_step& step, std::chrono::microseconds duration,
                 std::size_t steps) override;
    void on_step(const migrator::plan_step& step, std::size_t position, std::size_t total,
                 std::string_view statement) override;
    void on_statement(const migrator::plan_step& step, std::size_t position,
                      std::size_t total) override;
    [[nodiscard]] bool shows_progress() const override;
    void on_activity(const migrator::plan_step& step,
                     const migrator::server_activity& activity) override;
    void on_retry(const migrator::plan_step& step, const error& problem, int attempt, int attempts,
                  std::chrono::milliseconds pause,
                  const std::vector<migrator::session_info>& blockers) override;
    void on_notice(std::string_view version, const sqldb::notice& notice) override;
    void on_note(std::string_view text) override;

private:
    context& context_;
    run_status status_;
    std::int64_t completed_ = 0;
    std::string version_;       ///< of the migration that runs
    std::string shown_version_; ///< as people know it
    std::string last_holders_;
    int last_runner_ = 0;
};

} // namespace dunlin::commands
