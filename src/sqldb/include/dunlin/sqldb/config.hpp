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

/// How to reach a database. Empty fields are left to `url`, and what that leaves open to libpq's
/// own PG* variables, service and password files (manual, 34.1, 34.15 to 34.17).
struct config {
    std::string url; ///< a libpq URI or key=value string; the fields below override its parts
    std::string user;
    std::string password;
    std::string host;
    int port = 0;
    std::string name;
    /// Taken on with SET ROLE when the session is open, and again by reset_session(); it costs a
    /// round trip. Empty: the user's own. Behind a pooler that lends the server out by transaction
    /// it would stay with the server, for whoever gets that next.
    std::string role;
    int max_open = 10; ///< connections that a pool has at most
    /// Connections that a pool keeps open while nobody needs them. Empty: 2, or max_open if that is
    /// less.
    std::optional<int> max_idle;
    /// TLS is required (sslmode=require) unless this is set, or the URL, PGSSLMODE or the service
    /// file names an sslmode, or the host is a Unix socket. This gives way to each of them.
    bool disable_tls = false;
    /// libpq's PG* variables, the service file and the password file have no say: what the fields
    /// and the URL leave open gets libpq's compiled-in default.
    bool ignore_environment = false;
    /// Over a network with TLS alone, whoever says otherwise: an sslmode of disable, allow or
    /// prefer counts as require.
    bool only_encrypted = false;

    /// Yields to an application_name in the URL or PGAPPNAME.
    std::string application_name = "dunlin";
    /// For all hosts of a list together; 0: no limit. Yields to a connect_timeout in the URL.
    std::chrono::milliseconds connect_timeout{10000};
    /// How long one statement may take before it is cancelled on the server; 0: no limit.
    /// Connecting may take three seconds more than that, whatever connect_timeout says.
    std::chrono::milliseconds statement_timeout{0};
    /// How long the server may take to end a statement whose cancellation was requested. After that
    /// the connection is given up. 0: it is given up at once, without such a request.
    std::chrono::milliseconds cancel_timeout{3000};
    /// No connection attempt and no statement lasts longer than until then, apart from
    /// cancel_timeout.
    std::optional<std::chrono::steady_clock::time_point> until;
    /// Not owned; must outlive every connection. Null: never interrupted.
    const interruption* stop = nullptr;
    /// Not owned; sees every statement of every connection. Null: nobody looks.
    statement_observer* observer = nullptr;
    /// Called for each notice while a statement runs. Empty: notices are dropped.
    /// It must not throw.
    std::function<void(const notice&)> on_notice;
};

/// The address for people and logs: "postgres://user@host:port/name", for a Unix socket
/// "postgres://user@/name?host=/directory", never with a password, with libpq's defaults filled in.
/// Throws error(config) when the URL cannot be understood.
std::string describe(const config& settings);

/// Whether the URL or the fields hold a password. Throws like describe().
bool has_password(const config& settings);

/// The name of the database that would be connected to, with libpq's defaults filled in. Throws
/// like describe().
std::string database_name(const config& settings);

/// Whether two configurations lead to the same database of the same server as far as their text
/// tells: the same name, and a host and port in common, with libpq's defaults filled in. Hosts are
/// compared in either case; localhost, 127.0.0.1 and ::1 are one, a socket's folder is another.
/// Throws like describe().
bool is_same_database(const config& left, const config& right);

} // namespace dunlin::sqldb
