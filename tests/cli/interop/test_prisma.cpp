// SPDX-License-Identifier: MIT
#include "peer.hpp"

#include <dunlin/base/digest.hpp>

#include <doctest/doctest.h>
#include <fmt/format.h>

using interop_test::peer;

namespace {

/// For Prisma's engine of WebAssembly; ./dev peers says where the adapter is.
constexpr auto config = R"(const { PrismaPg } = require(process.env.PRISMA_ADAPTER);
module.exports = {
  experimental: { adapter: true },
  engine: "js",
  schema: "prisma/schema.prisma",
  adapter: async () => new PrismaPg({ connectionString: process.env.DATABASE_URL }),
};
)";
constexpr auto schema =
    "datasource db {\n  provider = \"postgresql\"\n  url = env(\"DATABASE_URL\")\n}\n";
constexpr auto lock = "provider = \"postgresql\"\n";

std::string up_text(int n) {
    return fmt::format("CREATE TABLE t{} ();\n", n);
}

std::string name(int n) {
    return fmt::format("2026010{0}000000_t{0}", n);
}

peer make_peer() {
    peer prisma;
    prisma.tool = "prisma";
    prisma.program = "prisma";
    prisma.inner = "prisma/migrations";
    prisma.in_folder = true;
    prisma.files = [](int n) -> peer::named_texts {
        const std::string folder = "prisma/migrations/" + name(n) + "/";
        return {{"prisma.config.js", n == 1 ? config : ""},
                {"prisma/schema.prisma", n == 1 ? schema : ""},
                {"prisma/migrations/migration_lock.toml", n == 1 ? lock : ""},
                {folder + "migration.sql", up_text(n)},
                {folder + "down.sql", fmt::format("DROP TABLE t{};\n", n)}};
    };
    const auto command = [](const char* verb) {
        return [verb](const std::string& /*folder*/, const std::string& /*url*/) {
            return peer::arguments{"migrate", verb};
        };
    };
    prisma.up = command("deploy");
    prisma.status = command("status");
    prisma.is_up_to_date = [](const std::string& output) {
        return output.find("Database schema is up to date!") != std::string::npos;
    };
    prisma.make_table = "CREATE TABLE _prisma_migrations (id varchar(36) PRIMARY KEY NOT NULL, "
                        "checksum varchar(64) NOT NULL, finished_at timestamptz, migration_name "
                        "varchar(255) NOT NULL, logs text, rolled_back_at timestamptz, started_at "
                        "timestamptz NOT NULL DEFAULT now(), applied_steps_count int NOT NULL "
                        "DEFAULT 0);";
    prisma.record = [](int n) {
        return fmt::format("INSERT INTO _prisma_migrations VALUES (gen_random_uuid()::text, '{}', "
                           "now(), '{}', NULL, NULL, now(), 1)",
                           dunlin::sha256(up_text(n)), name(n));
    };
    return prisma;
}

} // namespace

TEST_CASE("Prisma and dunlin take turns on one folder and one table") {
    interop_test::apply_by_turns(make_peer());
}

TEST_CASE("a history of Prisma becomes dunlin's and is given back") {
    interop_test::move_history(make_peer());
}

TEST_CASE("Prisma and dunlin wait for each other") {
    interop_test::run_at_once(make_peer());
}
