// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/migrator/observer.hpp>
#include <dunlin/output/json_writer.hpp>

namespace dunlin::commands {

class context;

/// Writes the events of a run to stdout as they happen, one JSON object per line.
class migrate_events final : public migrator::observer {
public:
    explicit migrate_events(context& context);

    void on_plan(const std::vector<migrator::plan_step>& steps) override;
    void on_waiting_for_runner(const migrator::session_info& holder,
                               std::chrono::milliseconds waited) override;
    void on_begin(const migrator::plan_step& step, std::size_t index, std::size_t total) override;
    void on_done(const migrator::plan_step& step, std::chrono::microseconds duration,
                 std::size_t steps) override;
    void on_failed(const migrator::plan_step& step, const error& problem) override;
    void on_step(const migrator::plan_step& step, std::size_t position, std::size_t total,
                 std::string_view statement) override;
    void on_activity(const migrator::plan_step& step,
                     const migrator::server_activity& activity) override;
    void on_retry(const migrator::plan_step& step, const error& problem, int attempt, int attempts,
                  std::chrono::milliseconds pause,
                  const std::vector<migrator::session_info>& blockers) override;
    void on_notice(std::string_view version, const sqldb::notice& notice) override;
    void on_note(std::string_view text) override;

private:
    output::json_writer& begin(std::string_view event);
    output::json_writer& begin(std::string_view event, const migrator::plan_step& step);
    void end();

    context& context_;
    output::json_writer json_;
};

} // namespace dunlin::commands
