// SPDX-License-Identifier: MIT
// Migrations after their last version, and the project's own.
#include "round_trip.hpp"

#include <dunlin/migrator/runner.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

namespace {

void check_history(const std::string& folder, const std::string& format = "") {
    CAPTURE(folder);
    const dunlin::test::test_database database;
    dunlin::migrator::settings settings;
    settings.database = database.config();
    settings.folder = std::string(DUNLIN_SOURCE "/") + folder;
    settings.reading.format = format;
    dunlin::migrator::up(settings);
    check_round_trip(database);
}

} // namespace

TEST_CASE("the schema of the sample service is the same after dump and load") {
    check_history("migrations");
}

TEST_CASE("histories of other tools are the same after dump and load") {
    for (const char* tool : {"dbmate", "diesel", "golang-migrate", "sqlx"}) {
        std::string folder = tool;
        std::replace(folder.begin(), folder.end(), '-', '_');
        check_history("tests/data/migrator/" + folder + "/sound", tool);
    }
}
