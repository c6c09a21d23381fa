// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/sqldb/connection.hpp>

#include <chrono>
#include <cstddef>
#include <memory>

namespace dunlin::sqldb {

/// Connections to one database, opened on demand up to config::max_open and kept idle up to
/// config::max_idle. Every lease must end before the pool. Thread-safe. A connection is checked
/// before it is lent again, and replaced when it has been lost. As an executor the pool borrows a
/// connection for each statement.
class pool final : public executor {
public:
    /// Opens no connection yet. Throws error(config) for invalid limits (max_open < 1, max_idle < 0
    /// or > max_open).
    explicit pool(config settings, std::chrono::milliseconds wait_limit = std::chrono::seconds(5));
    ~pool() override;
    pool(const pool&) = delete;
    pool& operator=(const pool&) = delete;

    /// A borrowed connection. Its destructor returns the connection, or closes it when it is lost
    /// or in a transaction.
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
        lease(pool& owner, std::unique_ptr<connection> session_);
        pool* owner_;
        std::unique_ptr<connection> connection_;
    };

    /// Waits up to `wait_limit` for a free connection, then throws error(connection), which names
    /// the limit.
    lease borrow();
    [[nodiscard]] std::size_t open_count() const;
    [[nodiscard]] std::size_t idle_count() const;

    /// Always false: each statement may run in another session.
    [[nodiscard]] bool in_transaction() const noexcept override { return false; }
    result run(std::string_view sql, const parameters& values) override;
    std::int64_t stream(std::string_view sql, const parameters& values,
                        const row_callback& on_row) override;

private:
    static bool is_healthy(connection& session, std::chrono::steady_clock::time_point since);

    struct state;
    std::unique_ptr<state> state_;
};

} // namespace dunlin::sqldb
