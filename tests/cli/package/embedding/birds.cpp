// SPDX-License-Identifier: MIT
// Migrates and seeds its database, then works.
#include <dunlin/base/error.hpp>
#include <dunlin/migrator/runner.hpp>
#include <dunlin/seeder/apply.hpp>
#include <dunlin/sqldb/connection.hpp>
#include <dunlin/sqldb/query.hpp>

#include <birds/migrations.hpp>
#include <birds/seeds.hpp>

#include <cstdint>
#include <cstdio>
#include <cstdlib>

int main(int count, char** arguments) {
    const char* url = std::getenv("DATABASE_URL");
    dunlin::migrator::settings settings;
    settings.database.url = url == nullptr ? "" : url;
    settings.database.application_name = "birds";
    settings.embedded = birds::migrations();
    const std::string set = count > 1 ? arguments[1] : "default";
    try {
        const dunlin::migrator::report done = dunlin::migrator::up(settings);
        std::printf("applied %zu, now at %s\n", done.applied.size(), done.current.c_str());
        dunlin::sqldb::connection db(settings.database);
        const dunlin::seeder::seeding seeds({dunlin::seeder::find_set(birds::seeds(), set)});
        const auto rows = seeds.apply(db, {}).total();
        std::printf("%lld rows inserted\n", static_cast<long long>(rows.inserted));
        const auto birds =
            dunlin::sqldb::query_value<std::int64_t>(db, "SELECT count(*) FROM birds");
        std::printf("%lld birds\n", static_cast<long long>(birds));
    } catch (const dunlin::error& problem) {
        std::fprintf(stderr, "birds: %s\n", problem.what());
        return 1;
    }
}
