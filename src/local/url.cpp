// SPDX-License-Identifier: MIT
#include <dunlin/local/server.hpp>

#include <fmt/format.h>

namespace dunlin::local {
namespace {

bool is_plain(char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
           (letter >= '0' && letter <= '9') ||
           std::string_view("-._~").find(letter) != std::string_view::npos;
}

std::string encoded(std::string_view text, std::string_view also_plain) {
    std::string result;
    for (const char letter : text) {
        if (is_plain(letter) || also_plain.find(letter) != std::string_view::npos) {
            result += letter;
        } else {
            result += fmt::format("%{:02X}", static_cast<unsigned char>(letter));
        }
    }
    return result;
}

} // namespace

std::string url_of(const std::filesystem::path& sockets, std::string_view database) {
    return fmt::format("postgresql://{}@/{}?host={}", superuser, encoded(database, ""),
                       encoded(sockets.string(), "/"));
}

} // namespace dunlin::local
