// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/sqldb/connection.hpp>
#include <dunlin/sqldb/transaction.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <type_traits>

namespace dunlin::sqldb {

class pooled_transaction;

struct pool_options {
    /// How long borrow() waits for a free connection.
    std::chrono::milliseconds wait_limit{5000};
    /// Runs connection::reset_session() when a connection is returned, so that no setting,
    /// temporary table, prepared statement or session-level lock reaches the next borrower. It
    /// costs a round trip for each lease.
    bool reset_sessions = false;
    /// Sets config::prepare_repeated for the pool's connections.
    bool prepare_repeated = true;
};

/// How a transaction of pool::in_transaction() runs.
struct transaction_options {
    isolation level = isolation::server_default;
    access mode = access::read_write;
    /// How often the work runs again after a serialization failure (40001) or a deadlock (40P01).
    int retries = 3;
};

/// What a pool has done since it was made, and what it holds now.
struct pool_statistics {
    std::size_t open = 0;                   ///< connections that are idle, lent, or being opened
    std::size_t idle = 0;                   ///< of these, those that are free
    std::size_t waiting = 0;                ///< threads in borrow()
    std::uint64_t lent = 0;                 ///< leases so far
    std::uint64_t waited = 0;               ///< leases that waited for a free connection
    std::chrono::microseconds wait_time{0}; ///< of all of them
    std::uint64_t timed_out = 0;            ///< calls of borrow() that got no connection
    std::uint64_t opened = 0;               ///< connections that were opened so far
    std::uint64_t closed = 0;               ///< connections that were closed again or lost
};

/// Connections to one database, opened on demand up to config::max_open. A returned connection goes
/// to the thread that has waited longest; without one it stays idle. More than config::max_idle
/// idle connections are closed after a second, by a thread that starts when it is first needed.
/// Every lease must end before the pool does. Thread-safe. A connection is checked before it is
/// lent again and replaced when it is dead. As an executor it borrows one for each statement.
class pool final : public executor {
public:
    /// Opens nothing yet. Throws error(config) for limits that cannot hold (max_open < 1, max_idle
    /// < 0 or > max_open).
    explicit pool(config settings, pool_options options = {});
    ~pool() override;
    pool(const pool&) = delete;
    pool& operator=(const pool&) = delete;

    /// A borrowed connection, returned by its destructor; one in a transaction or lost is closed
    /// instead.
    class lease {
    public:
        lease(lease&&) noexcept;
        lease(const lease&) = delete;
        lease& operator=(const lease&) = delete;
        lease& operator=(lease&&) = delete;
        ~lease();
        [[nodiscard]] connection& operator*() const noexcept { return *connection_; }
        [[nodiscard]] connection* operator->() const noexcept { return connection_.get(); }

    private:
        friend class pool;
        lease(pool& owner, std::unique_ptr<connection> session);
        void close() noexcept;
        pool* owner_;
        std::unique_ptr<connection> connection_;
    };

    /// Waits for a free connection up to the wait limit, and not longer than the call's limits
    /// allow. Then it throws error(connection) that names the limit, or error(timed_out) at the
    /// call's deadline. After shutdown() it throws error(connection) at once.
    lease borrow(const call_limits& limits = {});

    /// A transaction of a borrowed connection, as one object: commit() keeps it, its end without
    /// that rolls it back.
    pooled_transaction begin(isolation level = isolation::server_default,
                             access mode = access::read_write);

    /// Runs `work(transaction&)` in a transaction, commits it and returns what `work` returned.
    /// After a serialization failure or a deadlock, in the work or in COMMIT, the transaction is
    /// rolled back and the work runs again, after a pause that grows from some 10 ms: it must not
    /// change anything outside of the database that another run would change twice. Other errors,
    /// and the last of these, are thrown.
    template <class Work> auto in_transaction(Work work, const transaction_options& options = {});

    /// Lends no more connections, and waits up to `limit` for those that are lent to be returned.
    /// With `cancel`, the statements that these run are cancelled on the server first. Idle
    /// connections are closed at once. Returns whether all were returned in time.
    bool shutdown(std::chrono::milliseconds limit, bool cancel = false);

    [[nodiscard]] pool_statistics statistics() const;
    [[nodiscard]] std::size_t open_count() const { return statistics().open; }
    [[nodiscard]] std::size_t idle_count() const { return statistics().idle; }

    /// Always false: each statement may run in another session.
    [[nodiscard]] bool in_transaction() const noexcept override { return false; }

protected:
    result run_statement(std::string_view sql, const parameters& values,
                         const call_limits& limits) override;
    std::int64_t stream_statement(std::string_view sql, const parameters& values,
                                  const row_callback& on_row, const call_limits& limits) override;

private:
    static bool is_healthy(connection& session, std::chrono::steady_clock::time_point since,
                           const call_limits& limits);
    /// Pauses before another attempt; throws error(interrupted) when a stop was requested.
    void pause_before_retry(int attempt) const;

    struct state;
    std::unique_ptr<state> state_;
};

/// See pool::begin(). The pool must outlive it.
class pooled_transaction final : public executor {
public:
    pooled_transaction(pool& owner, isolation level, access mode)
        : lease_(owner.borrow()), transaction_(*lease_, level, mode) {}

    [[nodiscard]] bool in_transaction() const noexcept override {
        return transaction_.in_transaction();
    }
    /// As transaction::commit().
    void commit() { transaction_.commit(); }
    void rollback() { transaction_.rollback(); }
    /// For savepoints.
    [[nodiscard]] transaction& operator*() noexcept { return transaction_; }

protected:
    result run_statement(std::string_view sql, const parameters& values,
                         const call_limits& limits) override {
        return transaction_.run(sql, values, limits);
    }
    std::int64_t stream_statement(std::string_view sql, const parameters& values,
                                  const row_callback& on_row, const call_limits& limits) override {
        return transaction_.stream(sql, values, on_row, limits);
    }

private:
    pool::lease lease_;
    transaction transaction_;
};

inline pooled_transaction pool::begin(isolation level, access mode) {
    return pooled_transaction(*this, level, mode);
}

/// Whether running a transaction again may succeed where it failed with this error.
[[nodiscard]] inline bool is_retryable(const error& problem) noexcept {
    return problem.kind() == error_kind::serialization_failure ||
           problem.kind() == error_kind::deadlock;
}

template <class Work> auto pool::in_transaction(Work work, const transaction_options& options) {
    for (int attempt = 1;; ++attempt) {
        try {
            pooled_transaction transaction(*this, options.level, options.mode);
            if constexpr (std::is_void_v<decltype(work(*transaction))>) {
                work(*transaction);
                transaction.commit();
                return;
            } else {
                auto result = work(*transaction);
                transaction.commit();
                return result;
            }
        } catch (const error& problem) {
            if (!is_retryable(problem) || attempt > options.retries) {
                throw;
            }
        }
        pause_before_retry(attempt);
    }
}

} // namespace dunlin::sqldb
