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
#include <vector>

namespace dunlin::sqldb {

/// The contents of a PGresult with PGRES_FATAL_ERROR. The SQLSTATE is empty when the connection
/// failed, not the server.
struct failure {
    error_fields fields;
    std::string constraint;
    std::string table;
    std::string column;
    std::size_t position = 0;
};

failure failure_of(const PGresult* result);

/// The error of a failure, without the secrets of `sql`, the text that was sent, that the server
/// repeats (server_secrets.hpp). The caller sets `statement` and maps `position` to it.
sql_error error_of(failure failed, std::string_view sql);

notice notice_of(const PGresult* result);

/// Records the responses of a server through libpq's callbacks, because libpqxx keeps only the text
/// and SQLSTATE of an error, and no command tags.
class server_responses {
public:
    /// `settings` must outlive this; its on_notice is called for each notice.
    explicit server_responses(const config& settings) : settings_(settings) {}
    server_responses(const server_responses&) = delete;
    server_responses& operator=(const server_responses&) = delete;

    /// Receives the notices of an open session, which this must outlive.
    void receive_notices(PGconn* session) noexcept;
    /// Records every result of the session from now on (manual, 34.14); this must outlive the
    /// session. It costs a call per result, also of streamed rows, and cannot be undone, so it is
    /// called only before libpqxx runs something.
    void watch_results(PGconn* session);
    /// Forgets the results so far, before something is run.
    void reset() noexcept;
    /// The text that is being sent, whose secrets no notice repeats; null: none. It must outlive
    /// its use.
    void set_sent(const std::string* sql) noexcept;

    /// The last result, owned by the code that ran the statement; null: none.
    [[nodiscard]] const PGresult* last() const noexcept { return last_; }
    /// The command tag ("COMMIT") of the last successful result; empty: none.
    [[nodiscard]] const std::string& tag() const noexcept { return tag_; }
    /// The last result if it was an error.
    [[nodiscard]] const std::optional<failure>& failed() const noexcept { return failed_; }
    /// The error with which the server ended the session while nothing ran.
    [[nodiscard]] const std::optional<failure>& session_end_error() const noexcept {
        return session_end_error_;
    }

    void record(const PGresult* result);        ///< for libpq's events
    void record_notice(const PGresult* result); ///< for libpq's notice receiver

private:
    [[nodiscard]] notice masked(notice received);

    const config& settings_;
    bool watches_ = false;
    const std::string* sent_ = nullptr;
    /// The secrets of the text, once a notice came: there may be many notices.
    std::optional<std::vector<std::string>> secrets_;
    const PGresult* last_ = nullptr;
    std::string tag_;
    std::optional<failure> failed_;
    std::optional<failure> session_end_error_;
};

} // namespace dunlin::sqldb
