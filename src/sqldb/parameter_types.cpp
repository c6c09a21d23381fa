// SPDX-License-Identifier: MIT
#include "exchange.hpp"
#include "implementation.hpp"

#include <dunlin/sqldb/connection.hpp>
#include <dunlin/sqldb/error.hpp>
#include <dunlin/sqltext/parameters.hpp>

#include <charconv>

namespace dunlin::sqldb {
namespace {

using types_by_name = std::map<std::string, std::uint32_t, std::less<>>;

/// libpq treats a description of more than 30,000 bytes, four per parameter, as a broken session.
constexpr std::size_t most_described = 7000;

/// The statements after PREPARE: they return the parameter types in order and deallocate it.
constexpr std::string_view select_types = R"(
; SELECT t.oid::bigint
    FROM pg_catalog.pg_prepared_statements p
   CROSS JOIN pg_catalog.unnest(p.parameter_types) WITH ORDINALITY t(oid, place)
   WHERE p.name = 'dunlin_parameters' ORDER BY t.place
; DEALLOCATE dunlin_parameters)";

std::uint32_t read_oid(std::string_view text) {
    std::uint32_t oid = 0;
    std::from_chars(text.data(), text.data() + text.size(), oid);
    return oid;
}

/// A statement that cannot be prepared has no types; the server reports why when it is run.
types_by_name prepare_types(connection& db, const sqltext::positional& statement) {
    types_by_name types;
    try {
        std::string script = "PREPARE dunlin_parameters AS " + statement.sql;
        script += select_types;
        db.run_script(script, [&](const result& rows) {
            for (std::size_t i = 0; rows.column_count() == 1 && i < rows.size(); ++i) {
                types.emplace(statement.names[i], read_oid(rows[i].text(0)));
            }
        });
    } catch (const sql_error&) {
        types.clear();
    }
    return types;
}

} // namespace

types_by_name connection::parameter_types(std::string_view sql) {
    refuse_nul(sql);
    const auto found = sqltext::bind_names(sql);
    if (found.names.size() > most_described) {
        return prepare_types(*this, found);
    }
    exchange statement(*impl_, sql, limits_of(impl_->settings));
    const auto oids = statement.describe(found.sql);
    types_by_name types;
    for (std::size_t i = 0; i < oids.size(); ++i) {
        types.emplace(found.names[i], oids[i]);
    }
    return types;
}

} // namespace dunlin::sqldb
