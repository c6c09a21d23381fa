// SPDX-License-Identifier: MIT
#pragma once

#include "binding.hpp"
#include "cancellation.hpp"
#include "implementation.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dunlin::sqldb {

/// One message to the server and all that it answers. Every failure comes out of next() (or
/// send()) as an exception, with the session ready for the next statement or lost. An exchange
/// that is left early is cancelled on the server, and the rest of the answer thrown away. The
/// observer is told once, at the end.
///
/// run() and command() leave both to libpqxx, which blocks and gives the answer as a whole. The
/// others are what it cannot express.
class exchange {
public:
    /// `sql` is the text that people know, for errors and the observer; it must live as long as
    /// this. Throws error(interrupted) when a stop was requested already.
    exchange(connection::implementation& session, std::string_view sql, const wait_limits& limits);
    ~exchange();
    exchange(const exchange&) = delete;
    exchange& operator=(const exchange&) = delete;

    /// One statement by the extended protocol, with all its rows.
    result run(const bound_statement& bound);
    /// What libpqxx has an own call for (BEGIN, COMMIT, SAVEPOINT ...): the function makes
    /// it. The command tag of the answer.
    std::string command(const std::function<void()>& call_of_libpqxx);

    /// Simple protocol: any number of statements.
    void send_script();
    /// Extended protocol: one statement; `bound` is the text that is sent.
    void send(const bound_statement& bound);
    /// The same between BEGIN READ ONLY and ROLLBACK, all three in one message. next() gives the
    /// statement's results alone. After an error the session is left in the failed transaction.
    void send_read_only(const bound_statement& bound);
    /// The text behind BEGIN, the guard and COMMIT, all four in one message: when the guard fails
    /// the server passes over what follows.
    void send_with_precondition(std::string_view precondition);
    /// Parses one statement and describes its parameters, in one message: the OIDs of their types.
    std::vector<std::uint32_t> describe(const std::string& sql);
    /// Rows one by one (or in chunks, where libpq can) instead of a whole result.
    void request_single_rows() noexcept;
    /// Results of COPY are the caller's to handle; otherwise they are error(usage).
    void allow_copy() noexcept { copy_allowed_ = true; }

    /// The next good result; null at the end.
    result_handle next();
    /// The same with what its rows need.
    std::optional<result> next_rows();
    /// Counts for the observer.
    void add_rows(std::int64_t count) noexcept { rows_ += count; }
    /// Statements of a script completed so far, for its errors.
    void set_completed(std::size_t count) noexcept { completed_ = count; }
    /// Sends what libpq has buffered, all of it.
    void flush();
    /// Waits for input and reads it. For the loop of COPY TO STDOUT.
    void read_more() { await_and_read(); }
    /// Whether the statement was cancelled from here; looks for a stop and the deadline first.
    bool is_stopped() { return cancellation_.has_begun(); }
    /// Ends a COPY FROM STDIN that shall not be kept.
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
    int preceding_ = 0;  ///< of the pipeline's statements: how many precede the one in question
    int finished_ = 0;   ///< and how many were read to their end
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
