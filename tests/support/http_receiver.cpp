// SPDX-License-Identifier: MIT
#include "support/http_receiver.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <stdexcept>
#include <utility>

namespace dunlin::test {
namespace {

constexpr std::string_view head_end = "\r\n\r\n";

bool is_readable(int fd) {
    pollfd waiting{fd, POLLIN, 0};
    return ::poll(&waiting, 1, 50) > 0;
}

std::string lower(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

http_receiver::request parse(const std::string& head) {
    http_receiver::request parsed;
    std::size_t begin = head.find("\r\n");
    parsed.line = head.substr(0, begin);
    while (begin != std::string::npos) {
        begin += 2;
        const std::size_t end = head.find("\r\n", begin);
        const std::string line = head.substr(begin, end - begin);
        const std::size_t colon = line.find(':');
        if (colon != std::string::npos) {
            const std::size_t value = line.find_first_not_of(' ', colon + 1);
            parsed.headers[lower(line.substr(0, colon))] =
                value == std::string::npos ? "" : line.substr(value);
        }
        begin = end;
    }
    return parsed;
}

void send_all(int fd, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t sent = ::send(fd, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0) {
            return;
        }
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
}

} // namespace

http_receiver::http_receiver(answer always)
    : http_receiver(std::vector<answer>{std::move(always)}) {}

http_receiver::http_receiver(std::vector<answer> answers)
    : answers_(std::move(answers)), listener_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* plain = reinterpret_cast<sockaddr*>(&address);
    if (::bind(listener_, plain, size) != 0 || ::listen(listener_, 8) != 0 ||
        ::getsockname(listener_, plain, &size) != 0) {
        throw std::runtime_error("no loopback port for a receiver");
    }
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this] { serve(); });
}

http_receiver::~http_receiver() {
    stop_ = true;
    thread_.join();
    ::close(listener_);
}

std::string http_receiver::url() const {
    return "http://127.0.0.1:" + std::to_string(port_);
}

std::vector<http_receiver::request> http_receiver::requests() const {
    const std::lock_guard lock(mutex_);
    return requests_;
}

void http_receiver::serve() {
    while (!stop_) {
        if (is_readable(listener_)) {
            const int client = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
            serve_client(client);
            ::close(client);
        }
    }
}

/// One request a connection.
void http_receiver::serve_client(int client) {
    std::string bytes;
    std::array<char, 65536> buffer{};
    std::size_t expected_size = std::string::npos;
    std::size_t body = 0;
    request received;
    while (!stop_ && (expected_size == std::string::npos || bytes.size() < expected_size)) {
        if (!is_readable(client)) {
            continue;
        }
        const ssize_t size = ::recv(client, buffer.data(), buffer.size(), 0);
        if (size <= 0) {
            return;
        }
        bytes.append(buffer.data(), static_cast<std::size_t>(size));
        const std::size_t end = bytes.find(head_end);
        if (expected_size == std::string::npos && end != std::string::npos) {
            received = parse(bytes.substr(0, end));
            body = end + head_end.size();
            expected_size = body + std::stoul("0" + received.headers["content-length"]);
        }
    }
    received.body = bytes.substr(std::min(body, bytes.size()));
    answer reply;
    {
        const std::lock_guard lock(mutex_);
        reply = answers_[std::min(requests_.size(), answers_.size() - 1)];
        requests_.push_back(std::move(received));
    }
    while (reply.silent && !stop_ && !is_readable(client)) {
    }
    send_all(client, "HTTP/1.1 " + std::to_string(reply.status) +
                         " Reply\r\nConnection: close\r\nContent-Length: " +
                         std::to_string(reply.body.size()) + "\r\n" + reply.headers + "\r\n" +
                         reply.body);
}

} // namespace dunlin::test
