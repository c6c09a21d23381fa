// SPDX-License-Identifier: MIT
#include "support/proxy.hpp"

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <optional>
#include <stdexcept>
#include <utility>

namespace dunlin::test {
namespace {

constexpr std::uint32_t cancel_request_code = 80877102; // manual, 55.7

sockaddr_un address_of(const std::filesystem::path& path) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const std::string text = path.string();
    if (text.size() >= sizeof address.sun_path) {
        throw std::runtime_error("socket path too long: " + text);
    }
    std::memcpy(address.sun_path, text.c_str(), text.size() + 1);
    return address;
}

int connect_to(const std::filesystem::path& path) {
    const int fd = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const sockaddr_un address = address_of(path);
    if (::connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
        ::close(fd);
        return -1;
    }
    return fd;
}

bool send_all(int fd, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t sent = ::send(fd, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR) {
            continue;
        }
        if (sent <= 0) {
            return false;
        }
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

std::uint32_t read_length(std::string_view bytes) {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < 4; ++i) {
        value = (value << 8U) | static_cast<unsigned char>(bytes[i]);
    }
    return value;
}

/// The bytes of one direction, cut into messages as they become complete.
class message_buffer {
public:
    explicit message_buffer(bool begins_with_startup) : startup_(begins_with_startup) {}

    void add(std::string_view bytes) { data_.append(bytes); }

    /// The next whole message with its header; nullopt when more bytes are needed.
    std::optional<std::string> next() {
        const std::size_t head = startup_ ? 4 : 5;
        if (data_.size() < head) {
            return std::nullopt;
        }
        const std::size_t whole = head - 4 + read_length(std::string_view(data_).substr(head - 4));
        if (data_.size() < whole) {
            return std::nullopt;
        }
        std::string message = data_.substr(0, whole);
        data_.erase(0, whole);
        was_startup_ = std::exchange(startup_, false);
        return message;
    }
    [[nodiscard]] bool was_startup() const { return was_startup_; }

private:
    std::string data_;
    bool startup_;
    bool was_startup_ = false;
};

} // namespace

/// One client and the server connection that serves it.
class proxy::link {
public:
    link(proxy& owner, int client, int server, std::size_t number)
        : owner_(owner), client_(client), server_(server), number_(number) {}
    ~link() {
        ::close(client_);
        ::close(server_);
    }
    link(const link&) = delete;
    link& operator=(const link&) = delete;

    void run() {
        while (true) {
            std::array<pollfd, 3> fds{
                {{client_, POLLIN, 0}, {server_, POLLIN, 0}, {owner_.stop_, POLLIN, 0}}};
            if (stalled_) { // Nothing is read any more; only the end of the test ends it.
                fds[0].fd = -1;
                fds[1].fd = -1;
            }
            if (::poll(fds.data(), fds.size(), -1) < 0 && errno != EINTR) {
                return;
            }
            if (fds[2].revents != 0) {
                return;
            }
            if (fds[1].revents != 0 && !pump(sender::server)) {
                return;
            }
            if (!stalled_ && fds[0].revents != 0 && !pump(sender::client)) {
                return;
            }
        }
    }

private:
    bool pump(sender from) {
        const int source = from == sender::client ? client_ : server_;
        std::array<char, 65536> chunk{};
        const ssize_t size = ::recv(source, chunk.data(), chunk.size(), 0);
        if (size <= 0) {
            return false;
        }
        count_turn(from);
        auto& buffer = from == sender::client ? from_client_ : from_server_;
        buffer.add({chunk.data(), static_cast<std::size_t>(size)});
        std::string out;
        while (auto message = buffer.next()) {
            const verdict decided = decide(from, *message, buffer.was_startup());
            if (decided != verdict::cut_before && decided != verdict::stall) {
                change_pid(from, *message);
                out += *message;
            }
            if (decided == verdict::stall) {
                stalled_ = true;
                break;
            }
            if (decided != verdict::forward) {
                (void)send_all(from == sender::client ? server_ : client_, out);
                return false;
            }
        }
        return out.empty() || send_all(from == sender::client ? server_ : client_, out);
    }

    /// In BackendKeyData the process id is what follows the header.
    void change_pid(sender from, std::string& message) const {
        constexpr std::size_t last_byte_of_pid = 8;
        if (owner_.changes_pids_ && from == sender::server && message[0] == 'K') {
            message[last_byte_of_pid] = static_cast<char>(message[last_byte_of_pid] ^ 1);
        }
    }

    void count_turn(sender from) {
        if (from == sender::client && last_ == sender::server) {
            ++owner_.turns_;
            if (owner_.delay_.count() > 0) {
                std::this_thread::sleep_for(owner_.delay_);
            }
        }
        last_ = from;
    }

    verdict decide(sender from, std::string_view message, bool startup) {
        if (startup && from == sender::client && message.size() == 16 &&
            read_length(message.substr(4)) == cancel_request_code) {
            return owner_.swallows_cancels_ ? verdict::stall : verdict::forward;
        }
        wire_message seen;
        seen.from = from;
        seen.connection = number_;
        seen.type = startup ? '\0' : message[0];
        seen.body = message.substr(startup ? 4 : 5);
        return owner_.judge(seen);
    }

    proxy& owner_;
    int client_;
    int server_;
    std::size_t number_;
    message_buffer from_client_{true};
    message_buffer from_server_{false};
    sender last_ = sender::server;
    bool stalled_ = false;
};

proxy::proxy(std::filesystem::path upstream, std::filesystem::path directory, hook on_message,
             std::chrono::microseconds delay)
    : upstream_(std::move(upstream)), directory_(std::move(directory)),
      on_message_(std::move(on_message)), delay_(delay) {
    const auto path = directory_ / ".s.PGSQL.5432";
    const sockaddr_un address = address_of(path);
    ::unlink(path.c_str());
    listener_ = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    stop_ = ::eventfd(0, EFD_CLOEXEC);
    if (listener_ < 0 || stop_ < 0 ||
        ::bind(listener_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 ||
        ::listen(listener_, 128) != 0) {
        throw std::runtime_error("cannot listen on " + path.string());
    }
    acceptor_ = std::thread([this] { accept_all(); });
}

proxy::~proxy() {
    const std::uint64_t one = 1;
    [[maybe_unused]] const auto written = ::write(stop_, &one, sizeof one);
    acceptor_.join();
    for (auto& thread : links_) {
        thread.join();
    }
    ::close(listener_);
    ::close(stop_);
    ::unlink((directory_ / ".s.PGSQL.5432").c_str());
}

void proxy::accept_all() {
    while (true) {
        std::array<pollfd, 2> fds{{{listener_, POLLIN, 0}, {stop_, POLLIN, 0}}};
        if (::poll(fds.data(), fds.size(), -1) < 0 && errno != EINTR) {
            return;
        }
        if (fds[1].revents != 0) {
            return;
        }
        const int client = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
        if (client < 0) {
            continue;
        }
        const int server = connect_to(upstream_);
        if (server < 0) {
            ::close(client);
            continue;
        }
        const std::size_t number = ++connections_;
        links_.emplace_back(
            [this, client, server, number] { link(*this, client, server, number).run(); });
    }
}

verdict proxy::judge(wire_message message) {
    const std::lock_guard lock(judging_);
    message.number = ++messages_;
    return on_message_ ? on_message_(message) : verdict::forward;
}

} // namespace dunlin::test
