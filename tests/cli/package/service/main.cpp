// SPDX-License-Identifier: MIT
#include "shop.hpp"

#include <dunlin/base/error.hpp>

#include <cstdio>
#include <cstdlib>

int main() {
    using namespace std::chrono_literals;
    const char* url = std::getenv("DATABASE_URL");
    dunlin::sqldb::config database;
    database.url = url == nullptr ? "" : url;
    database.application_name = "shop";
    try {
        const shop::preparation done = shop::prepare(database);
        std::printf("applied %zu, now at %s, %lld rows seeded\n", done.migrations,
                    done.version.c_str(), static_cast<long long>(done.seeds));
        shop::catalogue catalogue(database);
        for (const auto& widget : catalogue.in_category("Tools")) {
            std::printf("%s\n", widget.name.text().c_str());
        }
        const auto parts = catalogue.count_parts(2s);
        std::printf("%lld parts\n", static_cast<long long>(parts.value_or(-1)));
        const auto statistics = catalogue.statistics();
        std::printf("%llu queries over %llu connections\n",
                    static_cast<unsigned long long>(statistics.lent),
                    static_cast<unsigned long long>(statistics.opened));
        return catalogue.shutdown(2s) ? 0 : 1;
    } catch (const dunlin::error& problem) {
        std::fprintf(stderr, "shop: %s\n", problem.what());
        return 1;
    }
}
