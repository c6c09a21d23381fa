// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/sqldb/parameters.hpp>
#include <dunlin/sqldb/result.hpp>

#include <cstdint>
#include <string_view>

namespace dunlin::sqldb {

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
    /// Runs a statement and returns all rows.
    virtual result run(std::string_view sql, const parameters& values) = 0;
    /// Runs a statement and passes each row to the callback as it arrives, in constant memory. An
    /// exception of the callback cancels the statement and is rethrown. Returns the number of rows.
    virtual std::int64_t stream(std::string_view sql, const parameters& values,
                                const row_callback& on_row) = 0;
};

} // namespace dunlin::sqldb
