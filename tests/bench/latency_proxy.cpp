// SPDX-License-Identifier: MIT
// latency_proxy SOCKET DIRECTORY MICROSECONDS: forwards DIRECTORY/.s.PGSQL.5432 to SOCKET and adds
// that much to every round trip, until standard input ends. Then it prints the round trips seen.
#include "support/proxy.hpp"

#include <cstdio>
#include <cstdlib>

int main(int argc, char** argv) {
    if (argc != 4) {
        (void)std::fputs("usage: latency_proxy SOCKET DIRECTORY MICROSECONDS\n", stderr);
        return 2;
    }
    const dunlin::test::proxy between(argv[1], argv[2], {},
                                      std::chrono::microseconds(std::atol(argv[3])));
    while (std::getchar() != EOF) {
    }
    std::printf("%zu\n", between.turns());
    return 0;
}
