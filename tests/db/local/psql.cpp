// SPDX-License-Identifier: MIT
#include "psql.hpp"

#include "server_program.hpp"

#include <dunlin/base/text.hpp>
#include <dunlin/local/binaries.hpp>

#include <unistd.h>

#include <cstdio>
#include <exception>
#include <filesystem>

namespace dunlin::test {

std::string psql(const std::string& url, const std::string& statement) {
    static const std::string program = [] {
        const auto beside_server = local::find_binaries().program("psql");
        return std::filesystem::exists(beside_server) ? beside_server.string() : "psql";
    }();
    const std::string answer =
        local::output_of({program, "-X", "-A", "-t", "-q", "-d", url, "-c", statement});
    return std::string(trim(answer));
}

pid_t in_child(const std::function<void()>& body) {
    const pid_t child = ::fork();
    if (child == 0) {
        try {
            body();
        } catch (const std::exception& problem) {
            std::fprintf(stderr, "%s\n", problem.what());
            ::_exit(1);
        }
        ::_exit(0);
    }
    return child;
}

bool becomes_true(const std::function<bool()>& condition) {
    for (int waited_ms = 0; waited_ms < 30'000; waited_ms += 5) {
        if (condition()) {
            return true;
        }
        ::usleep(5'000);
    }
    return condition();
}

} // namespace dunlin::test
