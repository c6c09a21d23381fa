// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/base/error.hpp>
#include <dunlin/sqldb/connection.hpp>

#include <cstdint>
#include <memory>
#include <string_view>

namespace dunlin::sqldb {

enum class isolation { server_default, read_committed, repeatable_read, serializable };
enum class access { read_write, read_only };

/// A transaction as a scope: BEGIN in the constructor, and ROLLBACK in the destructor unless
/// commit() was called. The connection must outlive it and must not have an open transaction.
class transaction final : public executor {
public:
    explicit transaction(connection& db, isolation level = isolation::server_default,
                         access mode = access::read_write);
    ~transaction() override;
    transaction(const transaction&) = delete;
    transaction& operator=(const transaction&) = delete;

    /// False once it has ended.
    [[nodiscard]] bool in_transaction() const noexcept override;

    /// Commits. Returns when the transaction was committed, throws sql_error when it failed and
    /// nothing was kept, and throws error(in_doubt) when the connection was lost after COMMIT was
    /// sent.
    void commit();
    void rollback();
    [[nodiscard]] connection& session() noexcept { return db_; }

protected:
    result run_statement(std::string_view sql, const parameters& values,
                         const call_limits& limits) override;
    std::int64_t stream_statement(std::string_view sql, const parameters& values,
                                  const row_callback& on_row, const call_limits& limits) override;

private:
    void close() noexcept;
    [[noreturn]] void fail_commit(const error& problem);

    struct state;
    connection& db_;
    std::unique_ptr<state> state_;
    bool open_ = true;
};

/// A savepoint as a scope: the destructor rolls back to it unless release() was called. The
/// transaction must outlive it; when a savepoint ends, so do those set after it.
class savepoint {
public:
    explicit savepoint(transaction& owner);
    ~savepoint();
    savepoint(const savepoint&) = delete;
    savepoint& operator=(const savepoint&) = delete;

    /// Releases it. Throws error(usage) when it has ended.
    void release();
    /// Rolls back to it and releases it; does nothing when it has ended.
    void rollback();

private:
    [[nodiscard]] bool is_gone() const noexcept;
    void close() noexcept;

    struct state;
    transaction& owner_;
    std::unique_ptr<state> state_;
    bool open_ = true;
};

} // namespace dunlin::sqldb
