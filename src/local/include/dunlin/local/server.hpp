// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/local/wait_limits.hpp>

#include <sys/types.h>

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace dunlin::local {

/// The superuser of every server that this room starts.
inline constexpr std::string_view superuser = "postgres";
/// The database of `local` without a name. It does not exist until someone creates it.
inline constexpr std::string_view default_database = "dunlin";
/// The database that initdb creates, to connect to in order to create others.
inline constexpr std::string_view maintenance_database = "postgres";

/// A URL over the Unix socket in `sockets`: postgresql://postgres@/DATABASE?host=FOLDER,
/// percent-encoded where necessary.
std::string url_of(const std::filesystem::path& sockets, std::string_view database);

enum class server_state {
    absent,   ///< never created, or destroyed
    stopped,  ///< there is data but no server
    starting, ///< also while recovering after it was killed
    running,  ///< accepts connections
    stopping,
};
std::string_view to_string(server_state state) noexcept;

struct server_status {
    server_state state = server_state::absent;
    pid_t pid = 0;                 ///< 0 unless there is a server
    int major = 0;                 ///< major version of the data; 0 when absent
    std::filesystem::path data;    ///< absolute
    std::filesystem::path log;     ///< absolute
    std::filesystem::path sockets; ///< the socket's folder; empty unless there is a server
};

/// The result of start(), stop() and destroy().
enum class outcome {
    done,         ///< the server was started, stopped or destroyed
    nothing_to_do ///< it already was
};

/// The private PostgreSQL of one project: data and log in PROJECT/.dunlin/local, a Unix socket in a
/// folder that only its owner may enter, no network port. The server is a daemon: it survives the
/// command that starts it. PostgreSQL refuses to run as root, so for root it runs as the user
/// `postgres`, or `nobody` where that user does not exist.
///
/// A data folder that this user's dunlin did not create here (it came with a checkout, was copied
/// or moved) is started only when its settings cannot run a program or load a library. The contents
/// of its databases are not checked: functions and triggers in another user's data run as this
/// user.
///
/// Concurrent commands of the same project wait for each other.
class server {
public:
    /// Has no effect yet. `settings` are server settings ("fsync=off") for the next start; users
    /// set theirs in .dunlin/local/data/postgresql.conf.
    explicit server(const std::filesystem::path& project, std::vector<std::string> settings = {});

    /// Creates the cluster if there is none, starts the server and waits until it accepts
    /// connections. Uses a server of the data's major version when several are installed. Throws
    /// error(config) when there is no such version; error(refused) when the folder or the socket's
    /// folder belongs to another user, and for settings as above; error(locked) when another
    /// command does not finish; otherwise error(failed) with the server's last messages; and the
    /// errors of its limits.
    outcome start(const wait_limits& limits = {});

    /// Stops the server: terminates sessions, rolls back transactions and flushes data.
    outcome stop(const wait_limits& limits = {});

    /// Stops the server and removes all data. nothing_to_do when there is no data. Throws
    /// error(refused) when .dunlin/local contains files that this class did not create.
    outcome destroy(const wait_limits& limits = {});

    /// Trusts existing data from now on, whatever its settings are. Throws error(failed) when that
    /// cannot be recorded.
    void trust() const;

    [[nodiscard]] server_status status() const;

    /// The URL of a database of the running server. It need not exist; create it through
    /// maintenance_database. Throws error(connection) when the server is not running.
    [[nodiscard]] std::string url(std::string_view database = default_database) const;

private:
    std::filesystem::path project_;
    std::filesystem::path home_; ///< PROJECT/.dunlin/local
    std::vector<std::string> settings_;
};

} // namespace dunlin::local
