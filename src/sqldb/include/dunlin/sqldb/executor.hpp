// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/sqldb/parameters.hpp>
#include <dunlin/sqldb/result.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>

namespace dunlin {
class interruption;
}

namespace dunlin::sqldb {

/// Limits of one call, beside those of the connection's config.
struct call_limits {
    /// The call does not last longer than until then, apart from config::cancel_timeout.
    std::optional<std::chrono::steady_clock::time_point> until;
    /// Ends the call, in place of config::stop. Not owned; null: that of the config holds.
    const interruption* stop = nullptr;
};

/// The limits of a call that may take this long from now.
inline call_limits within(std::chrono::milliseconds limit) {
    return {std::chrono::steady_clock::now() + limit, nullptr};
}

/// Runs statements: a connection, a transaction, or a pool (which borrows a connection per
/// statement). A store holds a reference to one, so that it can work in a service's own
/// transaction.
///
/// `sql` is one statement with named parameters `:name`. They are found with PostgreSQL's own
/// scanner: never inside literals, quoted names, comments, dollar quotes, casts `::`, `:=` or array
/// slices. It is sent with the extended protocol (manual, 55.2.3), so the server refuses a text
/// with two statements. Throws sql_error when the statement fails, error(connection) when the
/// connection is lost, error(usage) when the names do not match, and error(interrupted) for a
/// signal, after the statement was cancelled.
class executor {
public:
    executor() = default;
    executor(const executor&) = default;
    executor& operator=(const executor&) = default;
    virtual ~executor() = default;

    /// Whether its statements share one open transaction. SELECT ... FOR UPDATE and other
    /// statements whose effect must last until a later one need that.
    [[nodiscard]] virtual bool in_transaction() const noexcept = 0;
    /// Runs a statement and keeps all rows.
    result run(std::string_view sql, const parameters& values, const call_limits& limits = {}) {
        return run_statement(sql, values, limits);
    }
    /// Runs a statement and gives each row to the callback as it arrives, in constant memory.
    /// An exception of the callback cancels the statement and comes through. Returns the count.
    std::int64_t stream(std::string_view sql, const parameters& values, const row_callback& on_row,
                        const call_limits& limits = {}) {
        return stream_statement(sql, values, on_row, limits);
    }

protected:
    virtual result run_statement(std::string_view sql, const parameters& values,
                                 const call_limits& limits) = 0;
    virtual std::int64_t stream_statement(std::string_view sql, const parameters& values,
                                          const row_callback& on_row,
                                          const call_limits& limits) = 0;
};

} // namespace dunlin::sqldb
