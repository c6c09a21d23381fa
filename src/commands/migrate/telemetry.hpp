// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/migrator/observer.hpp>
#include <dunlin/telemetry/migration_metrics.hpp>

#include <chrono>
#include <memory>
#include <optional>

namespace dunlin::telemetry {
class tracer;
}

namespace dunlin::commands {

class observation;

/// Records the spans and metrics of a run: a span for the run, which lasts as long as this object,
/// and within it one for each migration. Passes every call on to another observer.
class migrate_telemetry final : public migrator::observer {
public:
    /// `observation` must outlive it.
    migrate_telemetry(std::unique_ptr<migrator::observer> inner, const observation& observation);
    ~migrate_telemetry() override;

    void on_plan(const std::vector<migrator::plan_step>& steps) override;
    void on_waiting_for_runner(const migrator::session_info& holder,
                               std::chrono::milliseconds waited) override;
    void on_begin(const migrator::plan_step& step, std::size_t index, std::size_t total) override;
    void on_done(const migrator::plan_step& step, std::chrono::microseconds duration,
                 std::size_t steps) override;
    void on_failed(const migrator::plan_step& step, const error& problem) override;
    void on_step(const migrator::plan_step& step, std::size_t position, std::size_t total,
                 std::string_view statement) override;
    void on_statement(const migrator::plan_step& step, std::size_t position,
                      std::size_t total) override {
        inner_->on_statement(step, position, total);
    }
    [[nodiscard]] bool shows_progress() const override { return inner_->shows_progress(); }
    void on_activity(const migrator::plan_step& step,
                     const migrator::server_activity& activity) override;
    void on_retry(const migrator::plan_step& step, const error& problem, int attempt, int attempts,
                  std::chrono::milliseconds pause,
                  const std::vector<migrator::session_info>& blockers) override;
    void on_notice(std::string_view version, const sqldb::notice& notice) override;
    void on_note(std::string_view text) override;

private:
    using steady = std::chrono::steady_clock;

    void end_migration();
    void end_wait(std::optional<steady::time_point>& since, telemetry::lock_waits& waits);

    std::unique_ptr<migrator::observer> inner_;
    telemetry::tracer* tracer_;
    telemetry::migration_metrics unused_metrics_; ///< when no metrics are recorded
    telemetry::migration_metrics& metrics_;
    std::size_t depth_ = 0; ///< with the run's span open
    std::optional<steady::time_point> runner_since_;
    std::optional<steady::time_point> table_since_;
    int exceptions_;
};

} // namespace dunlin::commands
