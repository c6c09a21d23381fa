// SPDX-License-Identifier: MIT
#include "implementation.hpp"

#include <dunlin/base/clock.hpp>
#include <dunlin/base/error.hpp>
#include <dunlin/base/interruption.hpp>
#include <dunlin/sqldb/pool.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <utility>
#include <vector>

namespace dunlin::sqldb {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

/// A connection used within this time is trusted when its socket is quiet. Afterwards it is tested
/// with a query, because a firewall or the server may have dropped it silently.
constexpr std::chrono::seconds trusted_duration{1};

/// A condition variable cannot wait for an interruption's descriptor.
constexpr milliseconds poll_interval{50};

void require_valid_limits(const config& settings) {
    if (settings.max_open < 1) {
        throw error(error_kind::config,
                    fmt::format("max_open is {}; it must be at least 1", settings.max_open));
    }
    if (settings.max_idle < 0 || settings.max_idle > settings.max_open) {
        throw error(error_kind::config, fmt::format("max_idle is {}; it must be 0 to max_open ({})",
                                                    settings.max_idle, settings.max_open));
    }
}

} // namespace

struct pool::state {
    struct idle_connection {
        std::unique_ptr<connection> session;
        steady_clock::time_point since;
    };

    config settings;
    milliseconds wait_limit{};
    mutable std::mutex mutex;
    std::condition_variable returned;
    std::vector<idle_connection> idle; ///< the last used one is last, and is lent first
    std::size_t open = 0;              ///< idle, lent, or being opened

    /// Returns an idle connection, or one with a null session when a new one may be opened.
    idle_connection acquire();
    void release(std::unique_ptr<connection> session) noexcept;
    void release_slot() noexcept;
    std::unique_ptr<connection> open_one();
    [[noreturn]] void fail_exhausted() const;
};

pool::state::idle_connection pool::state::acquire() {
    const auto until = steady_clock::now() + wait_limit;
    std::unique_lock lock(mutex);
    for (;;) {
        if (!idle.empty()) {
            auto acquired = std::move(idle.back());
            idle.pop_back();
            return acquired;
        }
        if (open < static_cast<std::size_t>(settings.max_open)) {
            ++open;
            return {};
        }
        if (settings.stop != nullptr) {
            settings.stop->check();
        }
        const auto now = steady_clock::now();
        if (now >= until) {
            fail_exhausted();
        }
        returned.wait_until(lock, std::min(until, now + poll_interval));
    }
}

void pool::state::release(std::unique_ptr<connection> session) noexcept {
    const bool is_clean = session->is_open() && !session->in_transaction();
    {
        const std::lock_guard lock(mutex);
        if (is_clean && idle.size() < static_cast<std::size_t>(settings.max_idle)) {
            idle.push_back({std::move(session), steady_clock::now()});
        } else {
            --open;
        }
    }
    returned.notify_one();
    // A connection that was not kept is closed here, outside the lock.
}

void pool::state::release_slot() noexcept {
    {
        const std::lock_guard lock(mutex);
        --open;
    }
    returned.notify_one();
}

std::unique_ptr<connection> pool::state::open_one() {
    try {
        return std::make_unique<connection>(settings);
    } catch (...) {
        release_slot();
        throw;
    }
}

void pool::state::fail_exhausted() const {
    throw error(error_kind::connection,
                fmt::format("all {} connections of the pool (max_open) are in use; waited {}",
                            settings.max_open, format_duration(wait_limit)))
        .with_hint("raise max_open, or hold connections for a shorter time");
}

pool::pool(config settings, milliseconds wait_limit) : state_(std::make_unique<state>()) {
    require_valid_limits(settings);
    state_->idle.reserve(static_cast<std::size_t>(settings.max_idle));
    state_->settings = std::move(settings);
    state_->wait_limit = wait_limit;
}

pool::~pool() = default;

bool pool::is_healthy(connection& session, steady_clock::time_point since) {
    session.impl_->detect_loss();
    if (!session.is_open()) {
        return false;
    }
    if (steady_clock::now() - since < trusted_duration) {
        return true;
    }
    try {
        status_check(session);
        return true;
    } catch (const error& problem) {
        if (problem.kind() == error_kind::interrupted) {
            throw;
        }
        return false;
    }
}

pool::lease pool::borrow() {
    for (;;) {
        auto acquired = state_->acquire();
        if (!acquired.session) {
            return {*this, state_->open_one()};
        }
        lease candidate(*this, std::move(acquired.session));
        if (is_healthy(*candidate, acquired.since)) {
            return candidate;
        }
        candidate->impl_->abandon();
    }
}

std::size_t pool::open_count() const {
    const std::lock_guard lock(state_->mutex);
    return state_->open;
}

std::size_t pool::idle_count() const {
    const std::lock_guard lock(state_->mutex);
    return state_->idle.size();
}

result pool::run(std::string_view sql, const parameters& values) {
    return borrow()->run(sql, values);
}

std::int64_t pool::stream(std::string_view sql, const parameters& values,
                          const row_callback& on_row) {
    return borrow()->stream(sql, values, on_row);
}

pool::lease::lease(pool& owner, std::unique_ptr<connection> session_)
    : owner_(&owner), connection_(std::move(session_)) {}

pool::lease::lease(lease&&) noexcept = default;

pool::lease::~lease() {
    if (connection_) {
        owner_->state_->release(std::move(connection_));
    }
}

} // namespace dunlin::sqldb
