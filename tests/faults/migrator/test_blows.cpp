// SPDX-License-Identifier: MIT
#include "blow.hpp"

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
using faults::blow;
using faults::scenario;
using faults::world;

namespace {

constexpr std::array all_blows{blow::cut_before, blow::cut_after, blow::stall,    blow::kill,
                               blow::terminate,  blow::interrupt, blow::lose_lock};

/// Every message when DUNLIN_FAULTS=all (`./dev faults`), every seventh when it is 7, otherwise an
/// even sample.
std::size_t stride() {
    const char* given = std::getenv("DUNLIN_FAULTS");
    const std::string_view wanted = given != nullptr ? given : "";
    const std::size_t number = std::strtoull(wanted.empty() ? "0" : given, nullptr, 10);
    return wanted == "all" ? 1 : number > 0 ? number : 21;
}

std::string count_of(const std::map<blow, int>& dealt) {
    std::string text;
    for (const auto& [what, times] : dealt) {
        text += ", " + std::to_string(times) + " x " + std::string(faults::to_string(what));
    }
    return text;
}

/// All strikes of a scenario, shared by the threads that deal them. Much of a strike is waiting, so
/// more of them than there are processors get more done.
class campaign {
public:
    campaign(const scenario& scenario, std::size_t messages) : what_(scenario) {
        const std::size_t step = stride();
        for (std::size_t kind = 0; kind < all_blows.size(); ++kind) {
            const std::size_t first = 1 + kind * step / all_blows.size();
            for (std::size_t message = first; message <= messages; message += step) {
                ++dealt_[all_blows[kind]];
                strikes_.push_back({{message, all_blows[kind]}});
                if (strikes_.size() % 4 == 0) { // The next run is hit as well, in its beginning.
                    const blow second = all_blows[strikes_.size() / 4 % all_blows.size()];
                    strikes_.back().push_back({1 + message * 7 % 120, second});
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
        return std::to_string(strikes_.size()) + " runs hit" + count_of(dealt_) + "; " +
               std::to_string(twice_) +
               " of them hit twice; ended wrong: " + std::to_string(wrong_.size());
    }
    [[nodiscard]] const std::vector<std::string>& wrong() const { return wrong_; }

private:
    void work() {
        try {
            world here;
            for (std::size_t next = taken_++; next < strikes_.size(); next = taken_++) {
                note(faults::strike(here, what_, strikes_[next]));
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
    std::vector<std::vector<faults::hit>> strikes_;
    std::map<blow, int> dealt_;
    int twice_ = 0;
    std::atomic<std::size_t> taken_{0};
    std::mutex noting_;
    std::vector<std::string> wrong_;
};

/// Deals each kind of blow at every stride-th message, each kind beginning at another one.
void strike_everywhere(world& here, const scenario& scenario) {
    // Threads connect while others read the environment for the programs that they start.
    const scoped_variable zone("PGTZ", "UTC");
    const scoped_variable dates("PGDATESTYLE", "ISO");
    const scoped_variable encryption("PGSSLMODE", "prefer");
    const std::size_t messages = faults::count_messages(here, scenario);
    REQUIRE(messages > 30);
    campaign all(scenario, messages);
    all.run();
    MESSAGE(scenario.name << ": " << messages << " messages, " << all.summary());
    for (const auto& problem : all.wrong()) {
        FAIL_CHECK(problem);
    }
}

/// The digest that a run with nothing in its way ends with.
std::string undisturbed(world& here) {
    const std::string database = here.create_database();
    here.open_gate(database);
    const auto settings = here.migrate(database, {"up"});
    REQUIRE_MESSAGE(settings.exit_code == 0, settings.err);
    std::string digest = here.digest(database);
    here.drop_database(database);
    return digest;
}

} // namespace

TEST_CASE("whatever hits an up, one more up finishes it exactly once") {
    world here;
    const std::string empty = here.create_database();
    strike_everywhere(here, {"up", empty, {"up"}, undisturbed(here)});
}

TEST_CASE("whatever hits a down, it goes on, and one more up ends in the whole schema") {
    world here;
    const std::string full = here.create_database();
    here.open_gate(full);
    const auto settings = here.migrate(full, {"up"});
    REQUIRE_MESSAGE(settings.exit_code == 0, settings.err);
    strike_everywhere(here, {"down", full, {"down", "--to", "0015", "--yes"}, undisturbed(here)});
}
