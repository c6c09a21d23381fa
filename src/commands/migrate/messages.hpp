// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/migrator/observer.hpp>
#include <dunlin/output/json_writer.hpp>

#include <memory>
#include <string>

namespace dunlin::output {
class progress;
}

namespace dunlin::commands {

class context;

/// Says what a run does, on stderr: in a pipe a line for each migration, on a terminal also a bar
/// and what the server is doing.
class migrate_messages final : public migrator::observer {
public:
    explicit migrate_messages(context& context);
    ~migrate_messages() override;

    void on_plan(const std::vector<migrator::plan_step>& steps) override;
    void on_waiting_for_runner(const migrator::session_info& holder,
                               std::chrono::milliseconds waited) override;
    void on_begin(const migrator::plan_step& what, std::size_t index, std::size_t total) override;
    void on_done(const migrator::plan_step& what, std::chrono::microseconds duration,
                 std::size_t steps) override;
    void on_step(const migrator::plan_step& what, std::size_t position, std::size_t total,
                 std::string_view statement) override;
    void on_activity(const migrator::plan_step& what,
                     const migrator::server_activity& now) override;
    void on_retry(const migrator::plan_step& what, const error& why, int attempt, int attempts,
                  std::chrono::milliseconds pause,
                  const std::vector<migrator::session_info>& blockers) override;
    void on_note(std::string_view text) override;

private:
    void say(const std::string& text);

    context& context_;
    std::unique_ptr<output::progress> bar_;
    std::int64_t done_ = 0;
    std::string last_wait_;
};

/// Writes what a run does as one JSON object a line, on stdout, as it happens.
class migrate_events final : public migrator::observer {
public:
    explicit migrate_events(context& context);

    void on_plan(const std::vector<migrator::plan_step>& steps) override;
    void on_waiting_for_runner(const migrator::session_info& holder,
                               std::chrono::milliseconds waited) override;
    void on_begin(const migrator::plan_step& what, std::size_t index, std::size_t total) override;
    void on_done(const migrator::plan_step& what, std::chrono::microseconds duration,
                 std::size_t steps) override;
    void on_failed(const migrator::plan_step& what, const error& why) override;
    void on_step(const migrator::plan_step& what, std::size_t position, std::size_t total,
                 std::string_view statement) override;
    void on_activity(const migrator::plan_step& what,
                     const migrator::server_activity& now) override;
    void on_retry(const migrator::plan_step& what, const error& why, int attempt, int attempts,
                  std::chrono::milliseconds pause,
                  const std::vector<migrator::session_info>& blockers) override;
    void on_note(std::string_view text) override;

private:
    output::json_writer& begin(std::string_view event);
    output::json_writer& begin(std::string_view event, const migrator::plan_step& what);
    void end();

    context& context_;
    output::json_writer json_;
};

/// The observer that fits the output format: events for NDJSON, silence for JSON, else talk; with
/// spans and metrics where these are wanted. Made when the configuration is known; the run lasts,
/// for them, as long as the observer.
std::unique_ptr<migrator::observer> make_observer(context& context);

} // namespace dunlin::commands
