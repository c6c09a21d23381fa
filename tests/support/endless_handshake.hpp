// SPDX-License-Identifier: MIT
#pragma once

#include <list>
#include <string>
#include <thread>
#include <vector>

namespace dunlin::test {

/// How a server fails to end its handshake.
enum class handshake_fault {
    no_answer,          ///< accepts connections and sends nothing
    tls_without_end,    ///< agrees to TLS, then sends nothing
    endless_parameters, ///< lets the client in and reports parameters for ever
};

/// A server on a TCP port of the loopback whose handshake never ends.
class endless_handshake {
public:
    explicit endless_handshake(handshake_fault fault);
    ~endless_handshake();
    endless_handshake(const endless_handshake&) = delete;
    endless_handshake& operator=(const endless_handshake&) = delete;

    /// A URL with the sslmode that leads to the fault.
    [[nodiscard]] std::string url() const;
    /// Returns when a client has come.
    void wait_for_client() const;

private:
    void accept_all();
    void serve(int client) const;

    handshake_fault fault_;
    int listener_ = -1;
    int stop_ = -1;
    int came_ = -1;
    int port_ = 0;
    std::vector<int> clients_;
    std::list<std::thread> threads_;
    std::thread acceptor_;
};

} // namespace dunlin::test
