// SPDX-License-Identifier: MIT
#include "apply/attempts.hpp"

#include "lock/activity.hpp"
#include "lock/runner_lock.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace dunlin::migrator {
namespace {

using namespace std::chrono_literals;

/// Doubles from 100 ms up to 5 s, and half as much again by chance, so that two that collided do
/// not meet again.
std::chrono::milliseconds pause_before(int attempt) {
    const auto base =
        std::min<std::chrono::milliseconds>(100ms * (1 << std::min(attempt - 1, 10)), 5s);
    return base + std::chrono::milliseconds(random_number() %
                                            static_cast<std::uint64_t>(base.count() / 2 + 1));
}

/// Whether the failure ends when other transactions do (55P03, 40P01).
bool may_pass(const error& problem) {
    return problem.kind() == error_kind::lock_not_available ||
           problem.kind() == error_kind::deadlock;
}

} // namespace

bool attempts::wait_for_next(error& problem) {
    ++count_;
    if (!may_pass(problem)) {
        return false;
    }
    if (count_ > run_.settings.lock.retries) {
        describe_wait(problem);
        return false;
    }
    const auto pause = pause_before(count_);
    run_.watcher.on_retry(step_, problem, count_, run_.settings.lock.retries, pause,
                          run_.activity->last_wait().blockers);
    run_.locks.runner().pause(pause);
    return true;
}

void attempts::describe_wait(error& problem) const {
    const lock_wait wait = run_.activity->last_wait();
    std::string holders;
    std::string remedy;
    for (const session_info& session : wait.blockers) {
        holders += (holders.empty() ? "" : "; ") + session.describe();
        if (!session.termination().empty()) {
            remedy +=
                (remedy.empty() ? "end what holds the lock with " : "; ") + session.termination();
        }
    }
    if (!holders.empty() && problem.detail.empty()) {
        problem.detail = fmt::format("{} was held by {}", wait.lock, holders);
    }
    problem.with_hint(fmt::format(
        "tried {} times; {}try again when the lock is released, or wait longer with --lock-timeout and --retries",
        count_, remedy.empty() ? "" : remedy + ", "));
}

} // namespace dunlin::migrator
