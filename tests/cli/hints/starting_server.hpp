// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>
#include <thread>

namespace hints_test {

/// A server that answers its first client that it is starting up (57P03), and is then another one:
/// that whose socket file is `successor`.
class starting_server {
public:
    starting_server(const std::filesystem::path& folder, const std::filesystem::path& successor);
    ~starting_server();
    starting_server(const starting_server&) = delete;
    starting_server& operator=(const starting_server&) = delete;

private:
    void serve(const std::filesystem::path& successor) const;

    std::filesystem::path socket_;
    int listener_ = -1;
    std::thread thread_;
};

} // namespace hints_test
