// SPDX-License-Identifier: MIT
#pragma once

#include "binding.hpp"
#include "cancellation.hpp"
#include "implementation.hpp"
#include "prepared_statements.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dunlin::sqldb {

/// One message to the server and its whole response. next() and the send functions throw every
/// failure, and leave the session either ready for the next statement or lost. An exchange that is
/// destroyed early is cancelled on the server, and the rest of its response is discarded. The
/// observer is called once, at the end.
///
/// run() and command() use libpqxx, which blocks and returns the whole response. The other
/// functions do what libpqxx cannot.
class exchange {
public:
    /// `sql` is the user's text, for errors and the observer; it must outlive this. Throws
    /// error(interrupted) when a stop has been requested.
    exchange(connection::implementation& session, std::string_view sql, const wait_limits& limits);
    ~exchange();
    exchange(const exchange&) = delete;
    exchange& operator=(const exchange&) = delete;

    /// Runs one statement with the extended protocol and returns all its rows.
    result run(const bound_statement& bound, const prepared_statements::entry& prepared = {});
    /// Calls a function that runs a command through libpqxx's own call for it (BEGIN, COMMIT,
    /// SAVEPOINT ...). Returns the command tag.
    std::string command(const std::function<void()>& call_of_libpqxx);

    /// Sends any number of statements with the simple protocol.
    void send_script();
    /// Sends one statement with the extended protocol.
    void send(const bound_statement& bound);
    /// The same between BEGIN READ ONLY and ROLLBACK, all three in one message. next() returns only
    /// the statement's results. After an error the session is in the failed transaction.
    void send_read_only(const bound_statement& bound);
    /// Sends the statement after BEGIN, the precondition and COMMIT, all four in one message: when
    /// the precondition fails, the server skips the rest.
    void send_with_precondition(std::string_view precondition);
    /// Parses one statement and describes its parameters, in one message. Returns the OIDs of their
    /// types.
    std::vector<std::uint32_t> describe(const std::string& sql);
    /// Requests rows one by one (or in chunks, where libpq can) instead of a whole result.
    void request_single_rows() noexcept;
    /// Lets the caller handle the results of COPY, which are error(usage) otherwise.
    void allow_copy() noexcept { copy_allowed_ = true; }

    /// The next successful result; null at the end.
    result_handle next();
    /// The same as a result that owns its rows; nullopt at the end.
    std::optional<result> next_rows();
    /// Counts for the observer.
    void add_rows(std::int64_t count) noexcept { rows_ += count; }
    /// Sets the number of completed statements of a script, for its errors.
    void set_completed(std::size_t count) noexcept { completed_ = count; }
    /// Sends everything that libpq has buffered.
    void flush();
    /// Waits for input and reads it. For the loop of COPY TO STDOUT.
    void read_more() { await_and_read(); }
    /// Whether this statement is being cancelled. Checks for a stop and the deadline first.
    bool is_stopped() { return cancellation_.has_begun(); }
    /// Ends a COPY FROM STDIN with an error, so that the server discards its data.
    void refuse_copy_data(const char* reason) noexcept;

private:
    void call(const std::function<void()>& libpqxx);
    static bool is_copy(const PGresult* result) noexcept;
    void fail_to_send();
    result_handle fetch();
    result_handle fetch_one();
    result_handle fetch_from_pipeline();
    void finish_pipeline_statement() noexcept;
    void drain() noexcept;
    void discard_copy(const PGresult* result) noexcept;
    bool await(short events);
    void await_and_read();
    void report(std::string_view sqlstate) noexcept;
    [[noreturn]] void fail(const failure& failed);
    [[noreturn]] void fail_stopped();
    [[noreturn]] void fail_lost(std::string reason);
    [[noreturn]] void fail_unreported(const std::string& message);
    [[noreturn]] void fail_copy();
    [[noreturn]] void refuse_copy(const PGresult* result);

    connection::implementation& session_;
    std::string_view sql_;
    std::string sent_;
    bool is_script_ = false;
    bool copy_allowed_ = false;
    bool single_rows_ = false;
    bool pipelined_ = false;
    int preceding_ = 0;  ///< how many statements precede this one in the pipeline
    int finished_ = 0;   ///< how many statements of the pipeline were read to their end
    bool ended_ = false; ///< libpq has no more results
    bool reported_ = false;
    std::size_t parameters_ = 0;
    std::size_t completed_ = 0;
    std::int64_t rows_ = 0;
    wait_limits limits_;
    std::chrono::steady_clock::time_point started_;
    cancellation cancellation_;
};

} // namespace dunlin::sqldb
