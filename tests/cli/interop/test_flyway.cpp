// SPDX-License-Identifier: MIT
#include "peer.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

using interop_test::peer;

namespace {

peer make_peer() {
    peer flyway;
    flyway.tool = "flyway";
    flyway.program = "flyway";
    flyway.files = [](int n) -> peer::named_texts {
        return {{fmt::format("V{0}__t{0}.sql", n), fmt::format("CREATE TABLE t{} ();\n", n)},
                {fmt::format("U{0}__t{0}.sql", n), fmt::format("DROP TABLE t{};\n", n)}};
    };
    const auto command = [](const char* verb) {
        return [verb](const std::string& folder, const std::string& /*url*/) -> peer::arguments {
            return {"-locations=filesystem:" + folder, "-skipCheckForUpdate", "-color=never", verb};
        };
    };
    flyway.up = command("migrate"); // its undo is not in the free edition
    flyway.status = command("info");
    flyway.is_up_to_date = [](const std::string& output) {
        return output.find("Schema version: 4") != std::string::npos &&
               output.find("Pending") == std::string::npos;
    };
    flyway.validate = command("validate");
    flyway.make_table = R"(
CREATE TABLE flyway_schema_history (installed_rank int NOT NULL, version varchar(50),
    description varchar(200) NOT NULL, type varchar(20) NOT NULL, script varchar(1000) NOT NULL,
    checksum int, installed_by varchar(100) NOT NULL, installed_on timestamp NOT NULL DEFAULT now(),
    execution_time int NOT NULL, success boolean NOT NULL);
ALTER TABLE flyway_schema_history ADD CONSTRAINT flyway_schema_history_pk PRIMARY KEY
    (installed_rank);
CREATE INDEX flyway_schema_history_s_idx ON flyway_schema_history (success);)";
    flyway.record = [](int n) {
        static constexpr int checksums[] = {-1248707407, -231586207, -816681007, 2104669121};
        return fmt::format("INSERT INTO flyway_schema_history SELECT "
                           "coalesce(max(installed_rank), 0) + 1, '{0}', 't{0}', 'SQL', "
                           "'V{0}__t{0}.sql', {1}, current_user, now(), 1, true FROM "
                           "flyway_schema_history",
                           n, checksums[n - 1]);
    };
    return flyway;
}

} // namespace

TEST_CASE("Flyway and dunlin take turns on one folder and one table") {
    interop_test::apply_by_turns(make_peer());
}

TEST_CASE("a history of Flyway becomes dunlin's and is given back") {
    interop_test::move_history(make_peer());
}

TEST_CASE("Flyway and dunlin wait for each other") {
    interop_test::run_at_once(make_peer());
}
