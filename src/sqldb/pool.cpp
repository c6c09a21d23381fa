// SPDX-License-Identifier: MIT
#include "implementation.hpp"

#include <dunlin/base/clock.hpp>
#include <dunlin/base/error.hpp>
#include <dunlin/base/interruption.hpp>
#include <dunlin/sqldb/pool.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <random>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

namespace dunlin::sqldb {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

/// A connection used within this time is trusted when its socket is quiet. Afterwards it is tested
/// with a query, because a firewall or the server may have dropped it silently.
constexpr std::chrono::seconds trusted_for{1};

/// A condition variable cannot wait for an interruption's descriptor.
constexpr milliseconds poll_interval{50};

/// How long more than max_idle connections are kept. Threads that share a pool return and borrow in
/// turn, and a connection that is free for a moment is needed again in the next.
constexpr std::chrono::seconds surplus_time{1};

constexpr int default_max_idle = 2;

int max_idle_of(const config& settings) {
    return settings.max_idle.value_or(std::min(default_max_idle, settings.max_open));
}

void require_valid_limits(const config& settings) {
    if (settings.max_open < 1) {
        throw error(error_kind::config,
                    fmt::format("max_open is {}; it must be at least 1", settings.max_open));
    }
    if (const int max_idle = max_idle_of(settings); max_idle < 0 || max_idle > settings.max_open) {
        throw error(error_kind::config, fmt::format("max_idle is {}; it must be 0 to max_open ({})",
                                                    max_idle, settings.max_open));
    }
}

/// Settings to connect with within a call's deadline. It limits only the connection attempt: the
/// connection outlives the call.
config limited(const config& settings, const call_limits& limits) {
    config result = settings;
    if (limits.until) {
        const auto left =
            std::chrono::duration_cast<milliseconds>(*limits.until - steady_clock::now());
        if (left <= milliseconds(0)) {
            throw error(error_kind::timed_out, "the deadline passed before a connection was open");
        }
        result.connect_timeout = result.connect_timeout > milliseconds(0)
                                     ? std::min(result.connect_timeout, left)
                                     : left;
    }
    return result;
}

bool can_be_lent_again(connection& session, bool resets) noexcept {
    if (!session.is_open() || session.in_transaction()) {
        return false;
    }
    try {
        if (resets) {
            session.reset_session();
        }
        return true;
    } catch (...) {
        return false;
    }
}

} // namespace

struct pool::state {
    struct idle_connection {
        std::unique_ptr<connection> session; ///< null: the receiver may open one
        steady_clock::time_point since;
    };

    /// A thread in borrow(), until it is served.
    struct waiter {
        std::condition_variable served;
        idle_connection received;
        bool is_served = false;
    };

    config settings;
    pool_options options;
    std::size_t max_idle = 0;
    mutable std::mutex mutex;
    std::condition_variable changed; ///< fewer connections are open
    bool is_shut_down = false;
    std::vector<idle_connection> idle; ///< the one used last is at the end, and is lent first
    std::thread closer;                ///< closes what was idle for too long; starts when needed
    std::condition_variable surplus;   ///< more than max_idle are idle, or the pool ends
    std::vector<connection*> lent;
    std::deque<waiter*> waiters; ///< while there are some, nothing is idle
    pool_statistics counts;      ///< `idle` and `waiting` are not kept here

    idle_connection acquire(const call_limits& limits);
    void release(std::unique_ptr<connection> session) noexcept;
    std::unique_ptr<connection> open_one(const call_limits& limits);
    bool shut_down(milliseconds limit, bool cancel);
    void stop_closer() noexcept;

private:
    void wait_for_turn(std::unique_lock<std::mutex>& lock, waiter& self, const call_limits& limits);
    void require_running() const;
    bool serve(std::unique_ptr<connection>& session) noexcept;
    bool keep(std::unique_ptr<connection>& session) noexcept;
    bool start_closer() noexcept;
    void close_surplus() noexcept;
    void free_place() noexcept;
    [[noreturn]] void fail_exhausted(error_kind kind, steady_clock::duration waited) const;
};

pool::state::idle_connection pool::state::acquire(const call_limits& limits) {
    std::unique_lock lock(mutex);
    require_running();
    if (!idle.empty()) {
        auto acquired = std::move(idle.back());
        idle.pop_back();
        return acquired;
    }
    if (counts.open < static_cast<std::size_t>(settings.max_open)) {
        ++counts.open;
        return {};
    }
    const auto begin = steady_clock::now();
    waiter self;
    waiters.push_back(&self);
    try {
        wait_for_turn(lock, self, limits);
    } catch (...) {
        std::erase(waiters, &self);
        throw;
    }
    ++counts.waited;
    counts.wait_time +=
        std::chrono::duration_cast<std::chrono::microseconds>(steady_clock::now() - begin);
    return std::move(self.received);
}

void pool::state::wait_for_turn(std::unique_lock<std::mutex>& lock, waiter& self,
                                const call_limits& limits) {
    const auto begin = steady_clock::now();
    const auto until = std::min(begin + options.wait_limit,
                                limits.until.value_or(steady_clock::time_point::max()));
    const interruption* stop = limits.stop != nullptr ? limits.stop : settings.stop;
    while (!self.is_served) {
        require_running();
        if (stop != nullptr) {
            stop->check();
        }
        const auto now = steady_clock::now();
        if (now >= until) {
            ++counts.timed_out;
            fail_exhausted(limits.until && now >= *limits.until ? error_kind::timed_out
                                                                : error_kind::connection,
                           now - begin);
        }
        self.served.wait_until(lock, std::min(until, now + poll_interval));
    }
}

void pool::state::require_running() const {
    if (is_shut_down) {
        throw error(error_kind::connection, "the pool was shut down");
    }
}

/// To the thread that has waited longest.
bool pool::state::serve(std::unique_ptr<connection>& session) noexcept {
    if (waiters.empty()) {
        return false;
    }
    waiter& next = *waiters.front();
    waiters.pop_front();
    next.received = {std::move(session), steady_clock::now()};
    next.is_served = true;
    next.served.notify_one();
    return true;
}

bool pool::state::keep(std::unique_ptr<connection>& session) noexcept {
    if (is_shut_down) {
        return false;
    }
    if (serve(session)) {
        return true;
    }
    if (idle.size() >= max_idle && !start_closer()) {
        return false;
    }
    idle.push_back({std::move(session), steady_clock::now()});
    surplus.notify_one();
    return true;
}

/// False when there are no threads left.
bool pool::state::start_closer() noexcept {
    try {
        if (!closer.joinable()) {
            closer = std::thread([this] { close_surplus(); });
        }
        return true;
    } catch (const std::system_error&) {
        return false;
    }
}

/// The work of the thread: closes the connections that have been idle for the longest.
void pool::state::close_surplus() noexcept {
    std::unique_lock lock(mutex);
    while (!is_shut_down) {
        if (idle.size() <= max_idle) {
            surplus.wait(lock);
            continue;
        }
        if (const auto due = idle.front().since + surplus_time; steady_clock::now() < due) {
            surplus.wait_until(lock, due);
            continue;
        }
        auto closing = std::move(idle.front());
        idle.erase(idle.begin());
        lock.unlock();
        closing.session.reset();
        lock.lock();
        ++counts.closed;
        free_place();
    }
}

void pool::state::stop_closer() noexcept {
    {
        const std::lock_guard lock(mutex);
        is_shut_down = true;
    }
    surplus.notify_one();
    if (closer.joinable()) {
        closer.join();
    }
}

/// One connection fewer: the next waiter may open one in its place.
void pool::state::free_place() noexcept {
    std::unique_ptr<connection> none;
    if (is_shut_down || !serve(none)) {
        --counts.open;
        changed.notify_all();
    }
}

void pool::state::release(std::unique_ptr<connection> session) noexcept {
    const bool is_reusable = can_be_lent_again(*session, options.reset_sessions);
    {
        const std::lock_guard lock(mutex);
        std::erase(lent, session.get());
        if (is_reusable && keep(session)) {
            return;
        }
    }
    session.reset(); // before another takes its place, so that the server never has more of them
    const std::lock_guard lock(mutex);
    ++counts.closed;
    free_place();
}

std::unique_ptr<connection> pool::state::open_one(const call_limits& limits) {
    try {
        auto opened = std::make_unique<connection>(limited(settings, limits));
        const std::lock_guard lock(mutex);
        ++counts.opened;
        return opened;
    } catch (...) {
        const std::lock_guard lock(mutex);
        free_place();
        throw;
    }
}

bool pool::state::shut_down(milliseconds limit, bool cancel) {
    std::unique_lock lock(mutex);
    is_shut_down = true;
    counts.open -= idle.size();
    counts.closed += idle.size();
    idle.clear();
    for (waiter* waiting : waiters) {
        waiting->served.notify_one(); // it throws
    }
    surplus.notify_one();
    if (cancel) {
        // Under the lock no lent connection is closed meanwhile.
        for (connection* session : lent) {
            session->cancel();
        }
    }
    return changed.wait_for(lock, limit, [&] { return counts.open == 0; });
}

void pool::state::fail_exhausted(error_kind kind, steady_clock::duration waited) const {
    throw error(kind,
                fmt::format("all {} connections of the pool (max_open) are in use; waited {}",
                            settings.max_open,
                            format_duration(std::chrono::duration_cast<milliseconds>(waited))))
        .with_hint("raise max_open, or hold connections for a shorter time");
}

pool::pool(config settings, pool_options options) : state_(std::make_unique<state>()) {
    require_valid_limits(settings);
    state_->max_idle = static_cast<std::size_t>(max_idle_of(settings));
    state_->idle.reserve(static_cast<std::size_t>(settings.max_open));
    state_->lent.reserve(static_cast<std::size_t>(settings.max_open));
    settings.prepare_repeated = settings.prepare_repeated || options.prepare_repeated;
    state_->settings = std::move(settings);
    state_->options = options;
}

pool::~pool() {
    state_->stop_closer();
}

bool pool::is_healthy(connection& session, steady_clock::time_point since,
                      const call_limits& limits) {
    session.impl_->detect_loss();
    if (!session.is_open()) {
        return false;
    }
    if (steady_clock::now() - since < trusted_for) {
        return true;
    }
    try {
        status_check(session, limits);
        return true;
    } catch (const error& problem) {
        if (problem.kind() == error_kind::interrupted) {
            throw;
        }
        return false;
    }
}

pool::lease pool::borrow(const call_limits& limits) {
    auto acquired = state_->acquire(limits);
    if (acquired.session) {
        lease candidate(*this, std::move(acquired.session));
        if (is_healthy(*candidate, acquired.since, limits)) {
            return candidate;
        }
        candidate.close();
    }
    return {*this, state_->open_one(limits)};
}

pool_statistics pool::statistics() const {
    const std::lock_guard lock(state_->mutex);
    pool_statistics now = state_->counts;
    now.idle = state_->idle.size();
    now.waiting = state_->waiters.size();
    return now;
}

bool pool::shutdown(milliseconds limit, bool cancel) {
    return state_->shut_down(limit, cancel);
}

void pool::pause_before_retry(int attempt) const {
    static thread_local std::mt19937 source{std::random_device()()};
    const int longest = 10 << std::min(attempt, 7);
    std::this_thread::sleep_for(
        milliseconds(std::uniform_int_distribution(longest / 2, longest)(source)));
    if (state_->settings.stop != nullptr) {
        state_->settings.stop->check();
    }
}

result pool::run_statement(std::string_view sql, const parameters& values,
                           const call_limits& limits) {
    return borrow(limits)->run(sql, values, limits);
}

std::int64_t pool::stream_statement(std::string_view sql, const parameters& values,
                                    const row_callback& on_row, const call_limits& limits) {
    return borrow(limits)->stream(sql, values, on_row, limits);
}

pool::lease::lease(pool& owner, std::unique_ptr<connection> session)
    : owner_(&owner), connection_(std::move(session)) {
    const std::lock_guard lock(owner.state_->mutex);
    owner.state_->lent.push_back(connection_.get());
    ++owner.state_->counts.lent;
}

pool::lease::lease(lease&&) noexcept = default;

pool::lease::~lease() {
    if (connection_) {
        owner_->state_->release(std::move(connection_));
    }
}

/// A lost connection; its place stays this lease's.
void pool::lease::close() noexcept {
    {
        const std::lock_guard lock(owner_->state_->mutex);
        std::erase(owner_->state_->lent, connection_.get());
        --owner_->state_->counts.lent;
        ++owner_->state_->counts.closed;
    }
    connection_->impl_->abandon();
    connection_.reset();
}

} // namespace dunlin::sqldb
