// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/migrator/observer.hpp>

#include <functional>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

namespace migrator_test {

/// Keeps what a run said.
class recording_observer final : public dunlin::migrator::observer {
public:
    std::vector<std::string> notes;
    std::vector<std::string> waits; ///< holders of the runner lock
    std::vector<std::string> retries;
    std::vector<std::string> blockers;
    std::vector<dunlin::migrator::session_info> holders;  ///< of the runner lock
    std::vector<dunlin::migrator::session_info> sessions; ///< those of `blockers`
    std::vector<std::string> steps;
    std::vector<std::string> phases;
    std::vector<std::pair<std::size_t, std::size_t>> statements; ///< positions and totals
    bool is_watched = false;
    std::function<void()> when_active;
    std::function<void()> when_waiting;
    std::function<void()> when_retrying;
    std::function<void()> when_stepping;

    void on_waiting_for_runner(const dunlin::migrator::session_info& holder,
                               std::chrono::milliseconds) override {
        waits.push_back(holder.describe());
        holders.push_back(holder);
        if (when_waiting) {
            when_waiting();
        }
    }
    void on_step(const dunlin::migrator::plan_step&, std::size_t, std::size_t,
                 std::string_view statement) override {
        steps.emplace_back(statement);
        if (when_stepping) {
            when_stepping();
        }
    }
    [[nodiscard]] bool shows_progress() const override { return is_watched; }
    void on_statement(const dunlin::migrator::plan_step&, std::size_t position,
                      std::size_t total) override {
        statements.emplace_back(position, total);
    }
    void on_activity(const dunlin::migrator::plan_step&,
                     const dunlin::migrator::server_activity& now) override {
        for (const auto& blocker : now.blockers) {
            blockers.push_back(blocker.describe());
            sessions.push_back(blocker);
        }
        if (!now.phase.empty()) {
            phases.push_back(now.phase);
        }
        if (when_active) {
            when_active();
        }
    }
    void on_retry(const dunlin::migrator::plan_step&, const dunlin::error& why, int, int,
                  std::chrono::milliseconds,
                  const std::vector<dunlin::migrator::session_info>& seen) override {
        retries.push_back(why.sqlstate + (seen.empty() ? "" : " " + seen.front().describe()));
        if (when_retrying) {
            when_retrying();
        }
    }
    void on_note(std::string_view text) override { notes.emplace_back(text); }

    [[nodiscard]] bool has_note(std::string_view part) const {
        for (const auto& note : notes) {
            if (note.find(part) != std::string::npos) {
                return true;
            }
        }
        return false;
    }
};

} // namespace migrator_test
