// SPDX-License-Identifier: MIT
#pragma once

#include "server_secrets.hpp"

#include <dunlin/sqldb/config.hpp>
#include <dunlin/sqldb/error.hpp>

#include <libpq-fe.h>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace dunlin::sqldb {

/// A PGresult with PGRES_FATAL_ERROR. Its SQLSTATE is empty when the failure is the connection's,
/// not the server's.
struct failure {
    error_fields fields;
    std::string constraint;
    std::string table;
    std::string column;
    std::size_t position = 0;
};

failure failure_of(const PGresult* result);

/// The error that a failure is for `sql`, the text that was sent, without the secrets that it
/// repeats (server_secrets.hpp). `statement` and what maps positions to it are the caller's.
sql_error error_of(failure failed, std::string_view sql);

notice notice_of(const PGresult* result);

/// What a server says on a session, as libpq makes it known. libpqxx keeps of an error only its
/// text and SQLSTATE, and of an answer no command tag.
class server_responses {
public:
    /// `settings` must outlive this; their on_notice is called for each notice.
    explicit server_responses(const config& settings) : settings_(settings) {}
    server_responses(const server_responses&) = delete;
    server_responses& operator=(const server_responses&) = delete;

    /// Of an open session; this must outlive it.
    void receive_notices(PGconn* session) noexcept;
    /// From now on each result of the session is looked at (manual, 34.14); this must outlive it.
    /// It costs a call a result, rows that are streamed included, and there is no way back: to be
    /// called when libpqxx is about to run something.
    void watch_results(PGconn* session);
    /// What is about to run has said nothing yet.
    void reset() noexcept;

    /// The last result; null: none. It lives as long as whoever asked for it keeps it.
    [[nodiscard]] const PGresult* last() const noexcept { return last_; }
    /// "COMMIT", of the last result that was good; empty: there was none.
    [[nodiscard]] const std::string& tag() const noexcept { return tag_; }
    /// Whether the last result was an error.
    [[nodiscard]] const std::optional<failure>& failed() const noexcept { return failed_; }
    /// With what the server ended the session while nothing ran.
    [[nodiscard]] const std::optional<failure>& session_end_error() const noexcept {
        return session_end_error_;
    }

    void record(const PGresult* result);        ///< for libpq's events
    void record_notice(const PGresult* result); ///< for libpq's notice receiver

private:
    const config& settings_;
    bool watches_ = false;
    const PGresult* last_ = nullptr;
    std::string tag_;
    std::optional<failure> failed_;
    std::optional<failure> session_end_error_;
};

} // namespace dunlin::sqldb
