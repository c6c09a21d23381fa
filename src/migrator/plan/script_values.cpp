// SPDX-License-Identifier: MIT
#include "plan/script_values.hpp"

#include <dunlin/sqldb/connection.hpp>

#include <algorithm>
#include <array>

namespace dunlin::migrator {
namespace {

constexpr std::array<std::string_view, 5> names{"flyway:defaultschema", "flyway:user",
                                                "flyway:database", "graphile:DATABASE_NAME",
                                                "graphile:DATABASE_OWNER"};

/// One column for each of `names`.
constexpr auto select_values = "SELECT pg_catalog.current_schema()::text, session_user::text, "
                               "pg_catalog.current_database()::text, "
                               "pg_catalog.current_database()::text, session_user::text";

} // namespace

placeholder_lookup script_values(const placeholder_lookup& given,
                                 std::optional<sqldb::connection>& db) {
    return [&given, &db, values = std::optional<sqldb::result>()](
               std::string_view name) mutable -> std::optional<std::string> {
        const auto found = std::find(names.begin(), names.end(), name);
        if (found == names.end()) {
            return given ? given(name) : std::nullopt;
        }
        if (!values) {
            values = db->run(select_values, {});
        }
        return std::string((*values)[0].text(static_cast<std::size_t>(found - names.begin())));
    };
}

} // namespace dunlin::migrator
