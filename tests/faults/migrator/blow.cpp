// SPDX-License-Identifier: MIT
#include "blow.hpp"

#include "support/proxy.hpp"

#include <support/wait_until.hpp>

#include <algorithm>
#include <array>
#include <atomic>
#include <csignal>
#include <optional>
#include <thread>

namespace faults {
namespace {

using namespace std::chrono_literals;
using dunlin::test::outcome;
using dunlin::test::proxy;
using dunlin::test::running_program;
using dunlin::test::verdict;
using dunlin::test::wire_message;

/// The part of a blow that the child process feels.
int signal_of(blow kind) noexcept {
    switch (kind) {
    case blow::kill:
        return SIGKILL;
    case blow::terminate:
        return SIGTERM;
    case blow::interrupt:
        return SIGINT;
    default:
        return 0;
    }
}

verdict verdict_of(blow kind) noexcept {
    switch (kind) {
    case blow::cut_before:
        return verdict::cut_before;
    case blow::cut_after:
        return verdict::cut_after;
    case blow::stall:
        return verdict::stall;
    default:
        return verdict::forward;
    }
}

/// Decides for each message; deals the blow once, at its number.
class striker {
public:
    striker(world& here, const std::string& database, hit blow)
        : here_(here), database_(database), hit_(blow) {}

    verdict operator()(const wire_message& seen) {
        if (seen.number != hit_.message) {
            return verdict::forward;
        }
        struck_ = true;
        if (const int signal = signal_of(hit_.kind); signal != 0) {
            dunlin::test::wait_until([&] { return victim_ != 0; });
            ::kill(victim_, signal);
        }
        if (hit_.kind == blow::lose_lock) {
            here_.end_lock_session(database_);
        }
        return verdict_of(hit_.kind);
    }
    void aim_at(pid_t victim) { victim_ = victim; }
    [[nodiscard]] bool struck() const { return struck_; }

private:
    world& here_;
    const std::string& database_;
    hit hit_;
    std::atomic<pid_t> victim_{0};
    std::atomic<bool> struck_{false};
};

/// A stalled connection cannot end by itself: the operator sends SIGTERM, and that must suffice
/// within the time that the server is given to answer. Mostly the operator is in a hurry, and sends
/// it twice. nullopt when the run did not end.
std::optional<outcome> end_of(running_program& run, const striker& hit, const faults::hit& blow) {
    constexpr std::size_t patient = 50;
    if (blow.kind == blow::stall) {
        dunlin::test::wait_until([&] { return hit.struck() || run.ends_within(50ms); });
        if (hit.struck() && !run.ends_within(200ms)) {
            run.send(SIGTERM);
        }
        if (hit.struck() && blow.message % patient != 14 && !run.ends_within(300ms)) {
            run.send(SIGTERM);
        }
    }
    if (!run.ends_within(30s)) {
        return std::nullopt;
    }
    return run.wait();
}

std::string judge_ending(const outcome& outcome, blow dealt) {
    static constexpr std::array known{0, 1, 4, 6, 7, 130, 143};
    const bool killed = dealt == blow::kill && outcome.exit_code == 128 + SIGKILL;
    if (killed || std::find(known.begin(), known.end(), outcome.exit_code) != known.end()) {
        return {};
    }
    return "strange exit " + std::to_string(outcome.exit_code) + ": " + outcome.out + outcome.err;
}

std::filesystem::path proxy_folder(const world& here) {
    auto path = here.scratch() / "proxy";
    std::filesystem::create_directories(path);
    return path;
}

} // namespace

std::string_view to_string(blow blow) noexcept {
    switch (blow) {
    case blow::cut_before:
        return "cut before";
    case blow::cut_after:
        return "cut after";
    case blow::stall:
        return "stall";
    case blow::kill:
        return "SIGKILL";
    case blow::terminate:
        return "SIGTERM";
    case blow::interrupt:
        return "SIGINT";
    case blow::lose_lock:
        return "lost lock connection";
    }
    return "";
}

std::size_t count_messages(world& here, const scenario& scenario) {
    const std::string database = here.create_database(scenario.start);
    std::size_t count = 0;
    {
        const proxy between(here.socket(), proxy_folder(here));
        running_program run(here.command(database, between.host(), scenario.words));
        run.wait();
        count = between.messages();
    }
    here.drop_database(database);
    return count;
}

namespace {

/// Runs it with a blow; empty, or what was wrong with its end.
std::string run_and_hit(world& here, const std::string& database,
                        const std::vector<std::string>& arguments, const hit& blow) {
    striker striking(here, database, blow);
    const proxy between(here.socket(), proxy_folder(here),
                        [&](const wire_message& seen) { return striking(seen); });
    running_program run(here.command(database, between.host(), arguments));
    striking.aim_at(run.pid());
    const auto ended = end_of(run, striking, blow);
    return ended ? judge_ending(*ended, blow.kind) : "did not end";
}

} // namespace

std::string strike(world& here, const scenario& scenario, const std::vector<hit>& hits) {
    const std::string database = here.create_database(scenario.start);
    std::string story = scenario.name;
    std::string problem;
    for (std::size_t i = 0; i < hits.size() && problem.empty(); ++i) {
        story += std::string(i == 0 ? ", " : ", then ") + std::string(to_string(hits[i].kind)) +
                 " at message " + std::to_string(hits[i].message);
        problem = run_and_hit(here, database, scenario.words, hits[i]);
    }
    if (problem.empty()) {
        here.open_gate(database);
        // What was begun goes on in its own direction first.
        const outcome again = here.migrate(database, scenario.words);
        const outcome last = here.migrate(database, {"up"});
        if (again.exit_code != 0) {
            problem = "the same command failed: " + again.err;
        } else if (last.exit_code != 0) {
            problem = "the next up failed: " + last.err;
        } else if (const std::string after = here.digest(database); after != scenario.expected) {
            problem = "ended in another state:\n" + after;
        }
    }
    here.drop_database(database);
    return problem.empty() ? problem : story + ": " + problem;
}

} // namespace faults
