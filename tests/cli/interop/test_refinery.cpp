// SPDX-License-Identifier: MIT
#include "peer.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

using interop_test::peer;

namespace {

peer make_peer() {
    peer refinery;
    refinery.tool = "refinery";
    refinery.program = "refinery";
    refinery.files = [](int n) -> peer::named_texts {
        return {{fmt::format("V{0}__t{0}.sql", n), fmt::format("CREATE TABLE t{} ();\n", n)}};
    };
    refinery.forward_only = true;
    refinery.up = [](const std::string& folder, const std::string& /*url*/) -> peer::arguments {
        return {"migrate", "-d", "-m", "-e", "DATABASE_URL", "-p", folder};
    };
    refinery.status = refinery.up; // it has no verb that only looks
    refinery.is_up_to_date = [](const std::string& output) {
        return output.find("no migrations to apply") != std::string::npos;
    };
    refinery.validate = refinery.up;
    refinery.make_table = "CREATE TABLE refinery_schema_history (version int4 PRIMARY KEY, name "
                          "varchar(255), applied_on varchar(255), checksum varchar(255));";
    refinery.record = [](int n) {
        static constexpr const char* checksums[] = {"11056380194832656177", "17030278387303631233",
                                                    "17692023963926353653", "6046717874410047470"};
        return fmt::format("INSERT INTO refinery_schema_history VALUES ({0}, 't{0}', "
                           "'2026-01-01T00:00:00.123456789Z', '{1}')",
                           n, checksums[n - 1]);
    };
    return refinery;
}

} // namespace

TEST_CASE("refinery and dunlin take turns on one folder and one table") {
    interop_test::apply_by_turns(make_peer());
}

TEST_CASE("a history of refinery becomes dunlin's and is given back") {
    interop_test::move_history(make_peer());
}
