// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <filesystem>
#include <functional>
#include <list>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>

namespace dunlin::test {

enum class sender { client, server };

/// One protocol message on its way (manual, 55.7). Cancel requests pass unseen, or not at all.
struct wire_message {
    sender from = sender::client;
    std::size_t connection = 0; ///< from 1, in the order of connecting
    std::size_t number = 0;     ///< from 1, over all connections and both directions
    char type = '\0';           ///< '\0' for the start-up packet
    std::string_view body;      ///< without type and length
};

/// What the proxy does with a message. A cut closes both ends at once; a stall forwards nothing
/// more on that connection, and leaves both ends open.
enum class verdict { forward, cut_before, cut_after, stall };

/// Stands between dunlin and PostgreSQL on Unix sockets, reads the protocol message by message,
/// counts round trips, and cuts, stalls or delays where a test says so.
class proxy {
public:
    using hook = std::function<verdict(const wire_message&)>;

    /// Listens as `directory`/.s.PGSQL.5432 (the directory must exist) and forwards to the socket
    /// file `upstream`. `delay` is added to every round trip. Without a hook all is forwarded.
    proxy(std::filesystem::path upstream, std::filesystem::path directory, hook on_message = {},
          std::chrono::microseconds delay = std::chrono::microseconds{0});
    ~proxy();
    proxy(const proxy&) = delete;
    proxy& operator=(const proxy&) = delete;

    /// From now on cancel requests are accepted but neither forwarded nor answered.
    void swallow_cancel_requests() noexcept { swallows_cancels_ = true; }
    /// From now on new connections get another process id than the one that serves them, as from a
    /// transaction pooler.
    void change_backend_pids() noexcept { changes_pids_ = true; }
    /// The value for libpq's `host`.
    [[nodiscard]] std::string host() const { return directory_.string(); }
    [[nodiscard]] std::size_t messages() const noexcept { return messages_; }
    [[nodiscard]] std::size_t connections() const noexcept { return connections_; }
    /// How often the client spoke after the server had: one for each round trip, over all
    /// connections; connecting and saying goodbye count too.
    [[nodiscard]] std::size_t turns() const noexcept { return turns_; }

private:
    class link;

    void accept_all();
    verdict judge(wire_message message);

    std::filesystem::path upstream_;
    std::filesystem::path directory_;
    hook on_message_;
    std::chrono::microseconds delay_;
    int listener_ = -1;
    int stop_ = -1;
    std::atomic<std::size_t> messages_{0};
    std::atomic<std::size_t> connections_{0};
    std::atomic<std::size_t> turns_{0};
    std::atomic<bool> swallows_cancels_{false};
    std::atomic<bool> changes_pids_{false};
    std::mutex judging_;
    std::list<std::thread> links_;
    std::thread acceptor_;
};

} // namespace dunlin::test
