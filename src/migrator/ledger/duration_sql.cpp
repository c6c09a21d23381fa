// SPDX-License-Identifier: MIT
#include "ledger/duration_sql.hpp"

#include <fmt/format.h>

namespace dunlin::migrator {
namespace {

/// {0} when it began, {1} what is added.
constexpr auto milliseconds_since =
    "(pg_catalog.ceil(pg_catalog.date_part('epoch', pg_catalog.clock_timestamp() "
    "OPERATOR(pg_catalog.-) {0}) OPERATOR(pg_catalog.*) 1000)::bigint{1})";

} // namespace

std::string duration_sql(std::optional<std::string> before) {
    return before ? fmt::format(milliseconds_since, "pg_catalog.statement_timestamp()",
                                " OPERATOR(pg_catalog.+) " + *before)
                  : fmt::format(milliseconds_since, "pg_catalog.now()", "");
}

std::string duration_sql(std::optional<std::chrono::milliseconds> before) {
    return duration_sql(before ? std::optional(std::to_string(before->count())) : std::nullopt);
}

std::string returning_duration(std::string_view milliseconds) {
    return fmt::format(" RETURNING {} AS {}", milliseconds, duration_column);
}

std::string returning_duration(std::optional<std::chrono::milliseconds> before,
                               std::string_view milliseconds) {
    return before ? returning_duration(milliseconds) : "";
}

} // namespace dunlin::migrator
