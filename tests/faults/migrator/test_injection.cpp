// SPDX-License-Identifier: MIT
#include "injection.hpp"

#include <doctest/doctest.h>
#include <support/environment.hpp>

#include <array>
#include <atomic>
#include <cstdlib>
#include <exception>
#include <map>
#include <mutex>
#include <thread>

using dunlin::test::scoped_variable;
using faults::fault;
using faults::fixture;
using faults::scenario;

namespace {

constexpr std::array all_faults{fault::cut_before, fault::cut_after, fault::stall,    fault::kill,
                                fault::terminate,  fault::interrupt, fault::lose_lock};

/// Every message when DUNLIN_FAULTS=all (`./dev faults`), every seventh when it is 7, otherwise an
/// even sample.
std::size_t stride() {
    const char* given = std::getenv("DUNLIN_FAULTS");
    const std::string_view wanted = given != nullptr ? given : "";
    const std::size_t number = std::strtoull(wanted.empty() ? "0" : given, nullptr, 10);
    return wanted == "all" ? 1 : number > 0 ? number : 21;
}

std::string count_of(const std::map<fault, int>& counts) {
    std::string text;
    for (const auto& [what, times] : counts) {
        text += ", " + std::to_string(times) + " x " + std::string(faults::to_string(what));
    }
    return text;
}

/// The runs of a scenario, shared by several threads. A run mostly waits, so more threads than
/// processors are faster.
class scenario_runs {
public:
    scenario_runs(const scenario& scenario, std::size_t messages) : what_(scenario) {
        const std::size_t step = stride();
        for (std::size_t kind = 0; kind < all_faults.size(); ++kind) {
            const std::size_t first = 1 + kind * step / all_faults.size();
            for (std::size_t message = first; message <= messages; message += step) {
                ++counts_[all_faults[kind]];
                runs_.push_back({{message, all_faults[kind]}});
                if (runs_.size() % 4 == 0) { // The next run fails too, near its beginning.
                    const fault second = all_faults[runs_.size() / 4 % all_faults.size()];
                    runs_.back().push_back({1 + message * 7 % 120, second});
                    ++twice_;
                }
            }
        }
    }

    void run() {
        constexpr int threads = 6;
        std::vector<std::jthread> workers;
        for (int i = 0; i < threads; ++i) {
            workers.emplace_back([this] { work(); });
        }
        for (auto& worker : workers) {
            worker.join();
        }
    }
    [[nodiscard]] std::string summary() const {
        return std::to_string(runs_.size()) + " runs" + count_of(counts_) + "; " +
               std::to_string(twice_) +
               " of them with two faults; wrong: " + std::to_string(wrong_.size());
    }
    [[nodiscard]] const std::vector<std::string>& wrong() const { return wrong_; }

private:
    void work() {
        try {
            fixture fixture;
            for (std::size_t next = taken_++; next < runs_.size(); next = taken_++) {
                note(faults::inject(fixture, what_, runs_[next]));
            }
        } catch (const std::exception& problem) {
            note(problem.what());
        }
    }
    void note(std::string problem) {
        const std::lock_guard lock(noting_);
        if (!problem.empty()) {
            wrong_.push_back(std::move(problem));
        }
    }

    const scenario& what_;
    std::vector<std::vector<faults::injection>> runs_;
    std::map<fault, int> counts_;
    int twice_ = 0;
    std::atomic<std::size_t> taken_{0};
    std::mutex noting_;
    std::vector<std::string> wrong_;
};

/// Injects each fault at every stride-th message, each from another first message.
void inject_everywhere(fixture& fixture, const scenario& scenario) {
    // Threads connect while others read the environment for the programs that they start.
    const scoped_variable zone("PGTZ", "UTC");
    const scoped_variable dates("PGDATESTYLE", "ISO");
    const scoped_variable encryption("PGSSLMODE", "prefer");
    const std::size_t messages = faults::count_messages(fixture, scenario);
    REQUIRE(messages > 30);
    scenario_runs all(scenario, messages);
    all.run();
    MESSAGE(scenario.name << ": " << messages << " messages, " << all.summary());
    for (const auto& problem : all.wrong()) {
        FAIL_CHECK(problem);
    }
}

/// The digest at the end of a run without faults.
std::string digest_without_faults(fixture& fixture) {
    const std::string database = fixture.create_database();
    fixture.open_gate(database);
    const auto settings = fixture.migrate(database, {"up"});
    REQUIRE_MESSAGE(settings.exit_code == 0, settings.err);
    std::string digest = fixture.digest(database);
    fixture.drop_database(database);
    return digest;
}

} // namespace

TEST_CASE("whatever hits an up, one more up finishes it exactly once") {
    fixture fixture;
    const std::string empty = fixture.create_database();
    inject_everywhere(fixture, {"up", empty, {"up"}, digest_without_faults(fixture)});
}

TEST_CASE("whatever hits a down, it goes on, and one more up ends in the whole schema") {
    fixture fixture;
    const std::string full = fixture.create_database();
    fixture.open_gate(full);
    const auto settings = fixture.migrate(full, {"up"});
    REQUIRE_MESSAGE(settings.exit_code == 0, settings.err);
    inject_everywhere(
        fixture, {"down", full, {"down", "--to", "0015", "--yes"}, digest_without_faults(fixture)});
}
