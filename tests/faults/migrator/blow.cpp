// SPDX-License-Identifier: MIT
#include "blow.hpp"

#include "support/proxy.hpp"

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
using dunlin::test::running_program;
using test_support::proxy;
using test_support::verdict;
using test_support::wire_message;

/// The part of a blow that the child process feels.
int signal_of(blow how) noexcept {
    switch (how) {
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

verdict verdict_of(blow how) noexcept {
    switch (how) {
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
    striker(std::size_t message, blow how) : message_(message), how_(how) {}

    verdict operator()(const wire_message& seen) {
        if (seen.number != message_) {
            return verdict::forward;
        }
        struck_ = true;
        if (const int signal = signal_of(how_); signal != 0) {
            while (victim_ == 0) {
                std::this_thread::yield();
            }
            ::kill(victim_, signal);
        }
        return verdict_of(how_);
    }
    void aim_at(pid_t victim) { victim_ = victim; }
    [[nodiscard]] bool struck() const { return struck_; }

private:
    std::size_t message_;
    blow how_;
    std::atomic<pid_t> victim_{0};
    std::atomic<bool> struck_{false};
};

/// A stalled connection cannot end by itself: the operator sends SIGTERM, and that must suffice.
/// nullopt when it did not.
std::optional<outcome> end_of(running_program& run, const striker& hit, blow how) {
    if (how == blow::stall) {
        while (!hit.struck() && !run.ends_within(50ms)) {
        }
        if (hit.struck() && !run.ends_within(200ms)) {
            run.send(SIGTERM);
        }
    }
    if (!run.ends_within(30s)) {
        return std::nullopt;
    }
    return run.wait();
}

std::string judge_ending(const outcome& how, blow dealt) {
    static constexpr std::array known{0, 1, 4, 6, 7, 130, 143};
    const bool killed = dealt == blow::kill && how.exit_code == 128 + SIGKILL;
    if (killed || std::find(known.begin(), known.end(), how.exit_code) != known.end()) {
        return {};
    }
    return "strange exit " + std::to_string(how.exit_code) + ": " + how.out + how.err;
}

std::filesystem::path proxy_folder(const world& here) {
    auto path = here.scratch() / "proxy";
    std::filesystem::create_directories(path);
    return path;
}

} // namespace

std::string_view to_string(blow what) noexcept {
    switch (what) {
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
    }
    return "";
}

std::size_t count_messages(world& here, const scenario& what) {
    const std::string database = here.create_database(what.start);
    std::size_t count = 0;
    {
        const proxy between(here.socket(), proxy_folder(here));
        running_program run(here.command(database, between.host(), what.words));
        run.wait();
        count = between.messages();
    }
    here.drop_database(database);
    return count;
}

std::string strike(world& here, const scenario& what, std::size_t message, blow how) {
    const std::string database = here.create_database(what.start);
    const auto report = [&](const std::string& problem) {
        return what.name + ", " + std::string(to_string(how)) + " at message " +
               std::to_string(message) + ": " + problem;
    };
    striker hit(message, how);
    std::optional<outcome> first;
    {
        const proxy between(here.socket(), proxy_folder(here),
                            [&](const wire_message& seen) { return hit(seen); });
        running_program run(here.command(database, between.host(), what.words));
        hit.aim_at(run.pid());
        first = end_of(run, hit, how);
    }
    std::string problem = first ? judge_ending(*first, how) : "did not end";
    if (problem.empty()) {
        here.open_gate(database);
        const outcome second = here.migrate(database, {"up"});
        if (second.exit_code != 0) {
            problem = "the next up failed: " + second.err + "\nafter: " + first->err;
        } else if (const std::string after = here.digest(database); after != what.expected) {
            problem = "ended in another state:\n" + after;
        }
    }
    here.drop_database(database);
    return problem.empty() ? problem : report(problem);
}

} // namespace faults
