// SPDX-License-Identifier: MIT
#include "injection.hpp"

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

/// The signal that the fault sends to the run; 0 for none.
int signal_of(fault kind) noexcept {
    switch (kind) {
    case fault::kill:
        return SIGKILL;
    case fault::terminate:
        return SIGTERM;
    case fault::interrupt:
        return SIGINT;
    default:
        return 0;
    }
}

verdict verdict_of(fault kind) noexcept {
    switch (kind) {
    case fault::cut_before:
        return verdict::cut_before;
    case fault::cut_after:
        return verdict::cut_after;
    case fault::stall:
        return verdict::stall;
    default:
        return verdict::forward;
    }
}

/// Decides for each message; injects the fault once, at its number.
class injector {
public:
    injector(fixture& fixture, const std::string& database, injection injection)
        : fixture_(fixture), database_(database), injection_(injection) {}

    verdict operator()(const wire_message& seen) {
        if (seen.number != injection_.message) {
            return verdict::forward;
        }
        has_injected_ = true;
        if (const int signal = signal_of(injection_.kind); signal != 0) {
            dunlin::test::wait_until([&] { return process_ != 0; });
            ::kill(process_, signal);
        }
        if (injection_.kind == fault::lose_lock) {
            fixture_.end_lock_session(database_);
        }
        return verdict_of(injection_.kind);
    }
    void set_process(pid_t process) { process_ = process; }
    [[nodiscard]] bool has_injected() const { return has_injected_; }

private:
    fixture& fixture_;
    const std::string& database_;
    injection injection_;
    std::atomic<pid_t> process_{0};
    std::atomic<bool> has_injected_{false};
};

/// Waits for the end of a run. A stalled connection does not end by itself: the run gets one
/// SIGTERM, or, in most runs, two. Returns nullopt when the run did not end.
std::optional<outcome> end_of(running_program& run, const injector& injector,
                              const injection& injection) {
    constexpr std::size_t patience = 50;
    if (injection.kind == fault::stall) {
        dunlin::test::wait_until([&] { return injector.has_injected() || run.ends_within(50ms); });
        if (injector.has_injected() && !run.ends_within(200ms)) {
            run.send(SIGTERM);
        }
        if (injector.has_injected() && injection.message % patience != 14 &&
            !run.ends_within(300ms)) {
            run.send(SIGTERM);
        }
    }
    if (!run.ends_within(30s)) {
        return std::nullopt;
    }
    return run.wait();
}

std::string check_ending(const outcome& outcome, fault kind) {
    static constexpr std::array known{0, 1, 4, 6, 7, 130, 143};
    const bool killed = kind == fault::kill && outcome.exit_code == 128 + SIGKILL;
    if (killed || std::find(known.begin(), known.end(), outcome.exit_code) != known.end()) {
        return {};
    }
    return "unexpected exit code " + std::to_string(outcome.exit_code) + ": " + outcome.out +
           outcome.err;
}

std::filesystem::path proxy_folder(const fixture& fixture) {
    auto path = fixture.scratch() / "proxy";
    std::filesystem::create_directories(path);
    return path;
}

} // namespace

std::string_view to_string(fault fault) noexcept {
    switch (fault) {
    case fault::cut_before:
        return "cut before";
    case fault::cut_after:
        return "cut after";
    case fault::stall:
        return "stall";
    case fault::kill:
        return "SIGKILL";
    case fault::terminate:
        return "SIGTERM";
    case fault::interrupt:
        return "SIGINT";
    case fault::lose_lock:
        return "lost lock connection";
    }
    return "";
}

std::size_t count_messages(fixture& fixture, const scenario& scenario) {
    const std::string database = fixture.create_database(scenario.start);
    std::size_t count = 0;
    {
        const proxy between(fixture.socket(), proxy_folder(fixture));
        running_program run(fixture.command(database, between.host(), scenario.words));
        run.wait();
        count = between.messages();
    }
    fixture.drop_database(database);
    return count;
}

namespace {

/// Runs the command with a fault. Returns an empty string, or what was wrong with its end.
std::string run_with_fault(fixture& fixture, const std::string& database,
                           const std::vector<std::string>& arguments, const injection& injection) {
    injector injector(fixture, database, injection);
    const proxy between(fixture.socket(), proxy_folder(fixture),
                        [&](const wire_message& seen) { return injector(seen); });
    running_program run(fixture.command(database, between.host(), arguments));
    injector.set_process(run.pid());
    const auto ended = end_of(run, injector, injection);
    return ended ? check_ending(*ended, injection.kind) : "did not end";
}

} // namespace

std::string inject(fixture& fixture, const scenario& scenario,
                   const std::vector<injection>& injections) {
    const std::string database = fixture.create_database(scenario.start);
    std::string description = scenario.name;
    std::string problem;
    for (std::size_t i = 0; i < injections.size() && problem.empty(); ++i) {
        description += std::string(i == 0 ? ", " : ", then ") +
                       std::string(to_string(injections[i].kind)) + " at message " +
                       std::to_string(injections[i].message);
        problem = run_with_fault(fixture, database, scenario.words, injections[i]);
    }
    if (problem.empty()) {
        fixture.open_gate(database);
        // A run that was begun continues in its own direction first.
        const outcome again = fixture.migrate(database, scenario.words);
        const outcome last = fixture.migrate(database, {"up"});
        if (again.exit_code != 0) {
            problem = "the same command failed: " + again.err;
        } else if (last.exit_code != 0) {
            problem = "the next up failed: " + last.err;
        } else if (const std::string after = fixture.digest(database); after != scenario.expected) {
            problem = "ended in another state:\n" + after;
        }
    }
    fixture.drop_database(database);
    return problem.empty() ? problem : description + ": " + problem;
}

} // namespace faults
