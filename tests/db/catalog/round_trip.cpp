// SPDX-License-Identifier: MIT
#include "round_trip.hpp"

#include <dunlin/base/process.hpp>
#include <dunlin/catalog/fingerprint.hpp>
#include <dunlin/catalog/script.hpp>
#include <dunlin/sqldb/transaction.hpp>

#include <doctest/doctest.h>
#include <support/skipped.hpp>

#include <algorithm>
#include <chrono>
#include <sstream>
#include <vector>

namespace catalog = dunlin::catalog;
namespace sqldb = dunlin::sqldb;
using dunlin::test::test_database;

catalog::snapshot read_catalog(const test_database& database,
                               const catalog::read_options& options) {
    sqldb::connection db(database.config());
    sqldb::transaction tx(db, sqldb::isolation::repeatable_read, sqldb::access::read_only);
    return catalog::read_snapshot(tx, options);
}

std::string catalog_text(const catalog::snapshot& schema) {
    std::string text;
    for (const auto& object : schema.objects) {
        text += object.kind + " " + object.identity + "\n" + catalog::canonical_text(object);
    }
    return text;
}

void run_sql(const test_database& database, const std::string& sql) {
    sqldb::connection(database.config()).run_script(sql);
}

std::string pg_dump(const test_database& database) {
    dunlin::process_command command;
    command.arguments = {"pg_dump", "--schema-only", "--exclude-schema=dunlin", "--dbname",
                         database.url()};
    command.environment = dunlin::current_environment();
    const dunlin::capture_limits limits{std::chrono::minutes(2), std::size_t{1} << 26U};
    std::string errors;
    const auto output =
        dunlin::capture_process(command, limits, nullptr,
                                [&](std::string_view line) { errors += std::string(line) + "\n"; });
    REQUIRE(output);
    if (errors.find("server version mismatch") != std::string::npos) {
        dunlin::test::skip("pg_dump is older than the server");
        return "";
    }
    REQUIRE_MESSAGE(output->status == 0, errors);
    std::string text;
    std::istringstream lines(output->output);
    for (std::string line; std::getline(lines, line);) {
        // Newer versions write a random word against injected commands of psql.
        const bool is_random = line.starts_with("\\restrict") || line.starts_with("\\unrestrict");
        text += is_random ? "" : line + "\n";
    }
    return text;
}

namespace {

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    std::istringstream stream(text);
    for (std::string line; std::getline(stream, line);) {
        lines.push_back(line);
    }
    return lines;
}

/// The first lines that differ; empty: none.
std::string differing_lines(const std::string& one, const std::string& other) {
    const auto left = lines_of(one);
    const auto right = lines_of(other);
    const auto [at, at_other] = std::mismatch(left.begin(), left.end(), right.begin(), right.end());
    std::string text;
    for (auto line = at; line != left.end() && line - at < 8; ++line) {
        text += "- " + *line + "\n";
    }
    for (auto line = at_other; line != right.end() && line - at_other < 8; ++line) {
        text += "+ " + *line + "\n";
    }
    return text;
}

} // namespace

void check_round_trip(const test_database& database, const catalog::read_options& options) {
    const auto before = read_catalog(database, options);
    const std::string script = catalog::write_script(before);
    CAPTURE(script);
    const test_database copy;
    REQUIRE_NOTHROW(run_sql(copy, script));
    const auto after = read_catalog(copy, options);
    CHECK(catalog_text(before) == catalog_text(after));
    CHECK(catalog::make_fingerprint(before, options).text() ==
          catalog::make_fingerprint(after, options).text());
    CHECK(script == catalog::write_script(after));
    CHECK(differing_lines(pg_dump(database), pg_dump(copy)) == "");
}

void check_round_trip(const std::string& sql, const catalog::read_options& options) {
    const test_database database;
    CAPTURE(sql);
    REQUIRE_NOTHROW(run_sql(database, sql));
    check_round_trip(database, options);
}
