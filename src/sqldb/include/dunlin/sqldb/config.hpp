// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>

namespace dunlin {
class interruption;
}

namespace dunlin::sqldb {

class statement_observer;

/// A NOTICE, WARNING or INFO of the server (manual, 43.9).
struct notice {
    std::string severity; ///< "NOTICE", "WARNING" ... not localised
    std::string sqlstate;
    std::string message;
    std::string detail;
    std::string hint;
};

/// How to connect to a database. Values that neither a field nor `url` sets come from libpq's own
/// PG* variables, service and password files (manual, 34.1, 34.15 to 34.17).
struct config {
    std::string url; ///< a libpq URI or key=value string; the fields below override its parts
    std::string user;
    std::string password;
    std::string host;
    int port = 0;
    std::string name;
    /// Set with SET ROLE when the session is open, and again by reset_session(); it costs a round
    /// trip. Empty: the user's own. Not for a pooler in transaction mode, where the role would
    /// remain on the server connection for its next client.
    std::string role;
    int max_open = 10; ///< connections that a pool has at most
    /// Connections that a pool keeps open while nobody needs them. Empty: 2, or max_open if that is
    /// less.
    std::optional<int> max_idle;
    /// Prepares a statement of run() that comes again, so that the server parses it once. Not
    /// behind a pooler, which is found out by one query when the first statement comes again. It
    /// assumes that nothing else in the session runs DEALLOCATE ALL or DISCARD ALL in a
    /// transaction.
    bool prepare_repeated = false;
    /// TLS is required (sslmode=require) unless this is set, or the URL, PGSSLMODE or the service
    /// file names an sslmode, or the host is a Unix socket. Each of them overrides this.
    bool disable_tls = false;
    /// Ignores libpq's PG* variables, service file and password file: values that neither a field
    /// nor the URL sets are libpq's compiled-in defaults.
    bool ignore_environment = false;
    /// Connects over a network only with TLS: an sslmode of disable, allow or prefer is treated as
    /// require.
    bool only_encrypted = false;

    /// Overridden by an application_name in the URL or PGAPPNAME.
    std::string application_name = "dunlin";
    /// For all hosts of a list together; 0: no limit. Overridden by a connect_timeout in the URL.
    std::chrono::milliseconds connect_timeout{10000};
    /// Maximum time of a statement, after which it is cancelled on the server; 0: no limit. It also
    /// limits connecting, to three seconds more than that.
    std::chrono::milliseconds statement_timeout{0};
    /// Maximum time for the server to end a statement after a cancel request. After that the
    /// connection is abandoned. 0: it is abandoned at once, without a cancel request.
    std::chrono::milliseconds cancel_timeout{3000};
    /// Deadline of every connection attempt and statement, apart from cancel_timeout.
    std::optional<std::chrono::steady_clock::time_point> until;
    /// Not owned; must outlive every connection. Null: never interrupted.
    const interruption* stop = nullptr;
    /// Not owned; called for every statement of every connection. Null: none.
    statement_observer* observer = nullptr;
    /// Called for each notice while a statement runs. Empty: notices are discarded. It must not
    /// throw.
    std::function<void(const notice&)> on_notice;
};

/// The address for messages and logs: "postgres://user@host:port/name", for a Unix socket
/// "postgres://user@/name?host=/directory", never with a password, with libpq's defaults filled in.
/// Throws error(config) when the URL is invalid.
std::string describe(const config& settings);

/// Whether the URL or the fields contain a password. Throws like describe().
bool has_password(const config& settings);

/// The name of the database to connect to, with libpq's defaults filled in. Throws like describe().
std::string database_name(const config& settings);

/// Whether two configurations refer to the same database of the same server, judged by their text:
/// the same name, and a host and port in common, with libpq's defaults filled in. Case does not
/// matter in host names; localhost, 127.0.0.1 and ::1 are the same host, a socket's folder is a
/// different one. Throws like describe().
bool is_same_database(const config& left, const config& right);

} // namespace dunlin::sqldb
