// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/sqldb/config.hpp>
#include <dunlin/sqldb/executor.hpp>
#include <dunlin/sqldb/stream.hpp>

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace dunlin::sqldb {

/// One session with the server. TimeZone=UTC, client_encoding=UTF8 and application_name are sent in
/// the start-up packet, so that a pooler accepts them. Not thread-safe.
///
/// libpq reads some of that only from the environment, so PGTZ, PGDATESTYLE and, unless set,
/// PGSSLMODE are set there while connecting. A program whose other threads read the environment
/// (getenv(), localtime() ...) should set PGTZ=UTC, PGDATESTYLE=ISO and its PGSSLMODE before it
/// starts them: variables that have the right value are not changed.
class connection final : public executor {
public:
    /// Connects. Throws error(connection), with a hint for the common causes: no server, wrong
    /// password, missing database, a server without TLS, a role that cannot be set. Never shows a
    /// password.
    explicit connection(const config& settings);
    ~connection() override;
    connection(connection&&) noexcept;
    connection& operator=(connection&&) noexcept;
    connection(const connection&) = delete;
    connection& operator=(const connection&) = delete;

    using executor::stream;
    /// stream() with the columns, and with rows read only as long as they are wanted.
    stream_end stream(std::string_view sql, const parameters& values, row_receiver& to);
    /// Runs one statement in a READ ONLY transaction of its own that is rolled back at the end:
    /// BEGIN, statement and ROLLBACK are one message (libpq's pipeline mode, manual 34.5), so that
    /// it costs one round trip. It is rolled back because READ ONLY allows some effects that a
    /// COMMIT would keep (large objects before PostgreSQL 16, NOTIFY, ANALYZE). The connection must
    /// not have an open transaction. Not for COPY and transaction control.
    stream_end stream_read_only(std::string_view sql, const parameters& values, row_receiver& to);

    /// The types that the server infers for the named parameters of a statement, as OIDs by name.
    /// Costs one round trip and runs nothing. Empty for a statement with thousands of parameters
    /// that PREPARE does not accept.
    std::map<std::string, std::uint32_t, std::less<>> parameter_types(std::string_view sql);

    /// Sends a text of any number of statements as one message of the simple protocol (manual,
    /// 55.2.2): one round trip. Outside a transaction block the server runs the whole text as one
    /// transaction, unless it contains transaction control. Returns the number of statements
    /// completed. Throws sql_error with position and statements_completed set. Throws error(usage)
    /// when the text contains COPY FROM STDIN or COPY TO STDOUT, with the transaction as the server
    /// leaves it.
    std::size_t run_script(std::string_view text);
    /// The same, and passes each statement's result to the callback as it completes.
    std::size_t run_script(std::string_view text, const std::function<void(const result&)>& on_row,
                           const call_limits& limits = {});

    /// Runs a statement that cannot run in a transaction block, unless `precondition`, a statement
    /// that is run before it in a transaction of its own, fails. Both are one message (libpq's
    /// pipeline mode, manual 34.5), so that nothing can come between them, not even the end of this
    /// process. Throws the sql_error of the one that failed; after a failed precondition the
    /// session is in a failed transaction.
    void run_with_precondition(std::string_view precondition, std::string_view sql);

    /// Whether the session is in a transaction block, failed or not.
    [[nodiscard]] bool in_transaction() const noexcept override;
    /// Whether the session is still connected, as far as known without a query.
    [[nodiscard]] bool is_open() const noexcept;
    [[nodiscard]] int backend_pid() const noexcept;
    /// 150004 for 15.4.
    [[nodiscard]] int server_version() const noexcept;
    /// The last value that the server reported (manual, 55.2.7: server_version, in_hot_standby,
    /// default_transaction_read_only, TimeZone ...); empty when it reports no such parameter.
    [[nodiscard]] std::string parameter_status(std::string_view parameter) const;
    /// Whether the server is a standby. Costs a query where the server does not report it (before
    /// PostgreSQL 14, and through most poolers).
    [[nodiscard]] bool is_standby();
    [[nodiscard]] const config& settings() const noexcept;

    /// The SQL text of a value or identifier, quoted for this session.
    [[nodiscard]] std::string quote_literal(std::string_view value) const;
    [[nodiscard]] std::string quote_identifier(std::string_view name) const;

    /// Asks the server to cancel what this session runs. May be called from another thread.
    void cancel() noexcept;
    /// Ends an open transaction with ROLLBACK and waits for the response, so that its locks are
    /// released. No interruption stops it; a session that does not respond in time is abandoned.
    void roll_back() noexcept;
    /// Resets the session as far as SQL can: ROLLBACK of an open transaction, DISCARD ALL, and SET
    /// ROLE to the settings' role.
    void reset_session();

    class implementation;

protected:
    result run_statement(std::string_view sql, const parameters& values,
                         const call_limits& limits) override;
    std::int64_t stream_statement(std::string_view sql, const parameters& values,
                                  const row_callback& on_row, const call_limits& limits) override;

private:
    explicit connection(std::unique_ptr<implementation> session);
    void set_role();
    bool is_direct();

    std::unique_ptr<implementation> impl_;
    friend struct adoption;
    friend class pending_connection;
    friend class transaction;
    friend class savepoint;
    friend class copy_in;
    friend class pool;
    friend std::int64_t copy_out(connection& db, std::string_view copy_statement,
                                 const std::function<void(std::string_view)>& on_row);
};

/// `SELECT true` over the connection, through to the server: throws what a statement throws, and
/// error(timed_out) when the server has not answered within the limits.
void status_check(executor& db, const call_limits& limits = {});

} // namespace dunlin::sqldb
