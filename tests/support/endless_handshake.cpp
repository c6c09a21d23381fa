// SPDX-License-Identifier: MIT
#include "support/endless_handshake.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cstdint>
#include <stdexcept>
#include <string_view>

namespace dunlin::test {
namespace {

using namespace std::string_view_literals;

/// Messages of the server (manual, 55.7).
constexpr auto authentication_ok = "R\0\0\0\x08\0\0\0\0"sv;
constexpr auto parameter_status = "S\0\0\0\x0a"
                                  "ab\0cd\0"sv;

bool send_all(int fd, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t sent = ::send(fd, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0) {
            return false;
        }
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

void read_until_closed(int fd) {
    std::array<char, 4096> ignored{};
    while (::recv(fd, ignored.data(), ignored.size(), 0) > 0) {
    }
}

void set(int event) {
    const std::uint64_t one = 1;
    [[maybe_unused]] const auto written = ::write(event, &one, sizeof one);
}

} // namespace

endless_handshake::endless_handshake(handshake_fault fault) : fault_(fault) {
    listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    stop_ = ::eventfd(0, EFD_CLOEXEC);
    came_ = ::eventfd(0, EFD_CLOEXEC);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    if (::bind(listener_, reinterpret_cast<sockaddr*>(&address), size) != 0 ||
        ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) != 0 ||
        ::listen(listener_, 128) != 0) {
        throw std::runtime_error("cannot listen on the loopback");
    }
    port_ = ntohs(address.sin_port);
    acceptor_ = std::thread([this] { accept_all(); });
}

endless_handshake::~endless_handshake() {
    set(stop_);
    acceptor_.join();
    for (const int client : clients_) {
        ::shutdown(client, SHUT_RDWR);
    }
    for (auto& thread : threads_) {
        thread.join();
    }
    for (const int client : clients_) {
        ::close(client);
    }
    ::close(listener_);
    ::close(stop_);
    ::close(came_);
}

std::string endless_handshake::url() const {
    return "postgres://me@127.0.0.1:" + std::to_string(port_) +
           "/app?sslmode=" + (fault_ == handshake_fault::tls_without_end ? "require" : "disable");
}

void endless_handshake::wait_for_client() const {
    pollfd waits{came_, POLLIN, 0};
    ::poll(&waits, 1, -1);
}

void endless_handshake::accept_all() {
    while (true) {
        std::array<pollfd, 2> fds{{{listener_, POLLIN, 0}, {stop_, POLLIN, 0}}};
        ::poll(fds.data(), fds.size(), -1);
        if (fds[1].revents != 0) {
            return;
        }
        const int client = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
        if (client >= 0) {
            clients_.push_back(client);
            threads_.emplace_back([this, client] { serve(client); });
        }
    }
}

void endless_handshake::serve(int client) const {
    std::array<char, 4096> packet{};
    const bool asked = ::recv(client, packet.data(), packet.size(), 0) > 0;
    set(came_);
    if (asked && fault_ == handshake_fault::tls_without_end) {
        send_all(client, "S");
    }
    if (asked && fault_ == handshake_fault::endless_parameters &&
        send_all(client, authentication_ok)) {
        while (send_all(client, parameter_status)) {
        }
    }
    read_until_closed(client);
}

} // namespace dunlin::test
