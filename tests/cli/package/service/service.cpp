// SPDX-License-Identifier: MIT
// A service as it starts: its database is brought up to date, then it works.
#include <dunlin/base/error.hpp>
#include <dunlin/migrator/runner.hpp>
#include <dunlin/sqldb/connection.hpp>
#include <dunlin/sqldb/query.hpp>

#include <service/migrations.hpp>

#include <cstdint>
#include <cstdio>
#include <cstdlib>

int main() {
    const char* url = std::getenv("DATABASE_URL");
    dunlin::migrator::settings settings;
    settings.database.url = url == nullptr ? "" : url;
    settings.database.application_name = "service";
    settings.embedded = service::migrations();
    try {
        const dunlin::migrator::report done = dunlin::migrator::up(settings);
        std::printf("applied %zu, now at %s\n", done.applied.size(), done.current.c_str());
        dunlin::sqldb::connection db(settings.database);
        const auto birds =
            dunlin::sqldb::query_value<std::int64_t>(db, "SELECT count(*) FROM birds");
        std::printf("%lld birds\n", static_cast<long long>(birds));
    } catch (const dunlin::error& problem) {
        std::fprintf(stderr, "service: %s\n", problem.what());
        return 1;
    }
}
