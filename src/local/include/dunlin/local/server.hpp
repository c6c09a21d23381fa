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
/// The database that initdb makes: the one to connect to in order to create others.
inline constexpr std::string_view maintenance_database = "postgres";

/// A URL over the Unix socket in `sockets`: postgresql://postgres@/DATABASE?host=FOLDER, with
/// everything percent-encoded that has to be.
std::string url_of(const std::filesystem::path& sockets, std::string_view database);

enum class server_state {
    absent,   ///< nothing was ever made, or it was destroyed
    stopped,  ///< there are data and no server
    starting, ///< also: recovering after it was killed
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

/// What start() and stop() found.
enum class outcome {
    done,         ///< it was started, or stopped
    nothing_to_do ///< it was already so
};

/// The private PostgreSQL of one project: data and log in PROJECT/.dunlin/local, a Unix socket in a
/// folder that only its owner may enter, no network port. The server is a daemon: it survives the
/// command that starts it. PostgreSQL refuses to run as root, so for root it runs as the user
/// `postgres`, or `nobody` where that user does not exist.
///
/// A folder that this user's dunlin did not make here (it came with a checkout, was copied or
/// moved) is started only when its settings can run no program and load no library. What its
/// databases hold is not looked at: functions and triggers of a stranger's data run as this user.
///
/// Every call is safe beside other commands of the same project; they take turns.
class server {
public:
    /// Touches nothing. `settings` are server settings ("fsync=off") for the next start; the user's
    /// own go into .dunlin/local/data/postgresql.conf.
    explicit server(const std::filesystem::path& project, std::vector<std::string> settings = {});

    /// Makes the cluster if there is none, starts the server and waits until it accepts
    /// connections. A server of the data's own major version is used when several are installed.
    /// Throws error(config) when there is no such version, error(refused) when the folder or the
    /// socket's place belongs to someone else and for settings as above, error(locked) when another
    /// command does not finish, error(failed) with the server's own last words otherwise; and what
    /// its limits say.
    outcome start(const wait_limits& limits = {});

    /// Stops the server: sessions are cut, transactions rolled back, data flushed.
    outcome stop(const wait_limits& limits = {});

    /// Stops the server and removes all data. nothing_to_do when there are none. Throws
    /// error(refused) when .dunlin/local holds something that this class did not make.
    outcome destroy(const wait_limits& limits = {});

    /// Takes data that exist for this user's own from now on, whatever their settings are. Throws
    /// error(failed) when that cannot be noted.
    void trust() const;

    [[nodiscard]] server_status status() const;

    /// The URL of a database of the running server, which need not exist: create it over
    /// maintenance_database. Throws error(connection) when the server is not running.
    [[nodiscard]] std::string url(std::string_view database = default_database) const;

private:
    std::filesystem::path project_;
    std::filesystem::path home_; ///< PROJECT/.dunlin/local
    std::vector<std::string> settings_;
};

} // namespace dunlin::local
