// SPDX-License-Identifier: MIT
#include "starting_server.hpp"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <stdexcept>
#include <string_view>

namespace hints_test {
namespace {

using namespace std::string_view_literals;

constexpr auto refusal = "E\0\0\0\x2dSFATAL\0C57P03\0Mthe database is starting\0\0"sv;

} // namespace

starting_server::starting_server(const std::filesystem::path& folder,
                                 const std::filesystem::path& successor)
    : socket_(folder / ".s.PGSQL.5432"), listener_(::socket(AF_UNIX, SOCK_STREAM, 0)) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    socket_.string().copy(address.sun_path, sizeof address.sun_path - 1);
    if (::bind(listener_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 ||
        ::listen(listener_, 1) != 0) {
        throw std::runtime_error("cannot listen on " + socket_.string());
    }
    thread_ = std::thread([this, successor] { serve(successor); });
}

starting_server::~starting_server() {
    ::shutdown(listener_, SHUT_RDWR);
    thread_.join();
    ::close(listener_);
}

void starting_server::serve(const std::filesystem::path& successor) const {
    const int client = ::accept(listener_, nullptr, nullptr);
    if (client < 0) {
        return;
    }
    std::array<char, 1024> packet{};
    static_cast<void>(::read(client, packet.data(), packet.size()));
    std::filesystem::remove(socket_);
    std::filesystem::create_symlink(successor, socket_);
    static_cast<void>(::write(client, refusal.data(), refusal.size()));
    ::close(client);
}

} // namespace hints_test
