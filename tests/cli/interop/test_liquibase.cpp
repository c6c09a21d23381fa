// SPDX-License-Identifier: MIT
#include "peer.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

using interop_test::peer;

namespace {

peer make_peer() {
    peer liquibase;
    liquibase.tool = "liquibase";
    liquibase.program = "liquibase";
    liquibase.files = [](int n) -> peer::named_texts {
        return {{"changelog.sql",
                 fmt::format("{1}--changeset ann:{0}\nCREATE TABLE t{0} ();\n--rollback DROP TABLE "
                             "t{0};\n",
                             n, n == 1 ? "--liquibase formatted sql\n" : "")}};
    };
    liquibase.environment = {{"LIQUIBASE_ANALYTICS_ENABLED", "false"},
                             {"LIQUIBASE_CHANGELOGLOCK_POLL_RATE", "1"}};
    const auto command = [](peer::arguments verb) {
        return [verb](const std::string& folder, const std::string& /*url*/) {
            peer::arguments all{"--show-banner=false", "--search-path=" + folder,
                                "--changelog-file=changelog.sql"};
            all.insert(all.end(), verb.begin(), verb.end());
            return all;
        };
    };
    liquibase.up = command({"update"});
    liquibase.down_one = command({"rollback-count", "--count=1"});
    liquibase.status = command({"status"});
    liquibase.is_up_to_date = [](const std::string& output) {
        return output.find("is up to date") != std::string::npos;
    };
    liquibase.validate = command({"validate"});
    liquibase.make_table = R"(
CREATE TABLE databasechangeloglock (id int NOT NULL PRIMARY KEY, locked boolean NOT NULL,
    lockgranted timestamp, lockedby varchar(255));
INSERT INTO databasechangeloglock VALUES (1, false);
CREATE TABLE databasechangelog (id varchar(255) NOT NULL, author varchar(255) NOT NULL,
    filename varchar(255) NOT NULL, dateexecuted timestamp NOT NULL, orderexecuted int NOT NULL,
    exectype varchar(10) NOT NULL, md5sum varchar(35), description varchar(255),
    comments varchar(255), tag varchar(255), liquibase varchar(20), contexts varchar(255),
    labels varchar(255), deployment_id varchar(10));)";
    liquibase.record = [](int n) {
        static constexpr const char* checksums[] = {
            "9:b6dabf6c27b0d68421aa2f173e6dc2b0", "9:a1778fd9b0284a181ea78c613755c486",
            "9:5fa14f6013da602e5a90a5cc0b723159", "9:6a5a81d5f364ad8e4bbe2863b127f290"};
        return fmt::format("INSERT INTO databasechangelog VALUES ('{0}', 'ann', 'changelog.sql', "
                           "now(), {0}, 'EXECUTED', '{1}', 'sql', '', NULL, '4.33.0', NULL, NULL, "
                           "'5683661494')",
                           n, checksums[n - 1]);
    };
    liquibase.forget = [](int n) {
        return fmt::format("DELETE FROM databasechangelog WHERE id = '{}'", n);
    };
    return liquibase;
}

} // namespace

TEST_CASE("Liquibase and dunlin take turns on one changelog and one table") {
    interop_test::apply_by_turns(make_peer());
}

TEST_CASE("a history of Liquibase becomes dunlin's and is given back") {
    interop_test::move_history(make_peer());
}

TEST_CASE("Liquibase and dunlin wait for each other") {
    interop_test::run_at_once(make_peer());
}
