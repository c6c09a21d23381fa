// SPDX-License-Identifier: MIT
#include "ledger/tool_ledger.hpp"

#include "ledger/ledger_error.hpp"
#include "ledger/trust.hpp"

#include <dunlin/sqldb/connection.hpp>
#include <dunlin/sqldb/error.hpp>
#include <dunlin/sqldb/query.hpp>

#include <fmt/format.h>

namespace dunlin::migrator {
namespace {

/// The table's schema when it exists; otherwise that in which it would be created. {0} is
/// the table as a literal.
constexpr auto find_table = R"(
SELECT coalesce((SELECT n.nspname::text
                   FROM pg_catalog.pg_class AS c
                   JOIN pg_catalog.pg_namespace AS n ON n.oid OPERATOR(pg_catalog.=) c.relnamespace
                  WHERE c.oid OPERATOR(pg_catalog.=) pg_catalog.to_regclass({0})::oid),
                pg_catalog.current_schema()::text, 'public'),
       pg_catalog.to_regclass({0}) IS NOT NULL;)";

} // namespace

table_place::table_place(std::string_view name) {
    const std::size_t dot = name.find('.');
    if (dot != std::string_view::npos) {
        schema_ = name.substr(0, dot);
        name.remove_prefix(dot + 1);
    }
    table_ = name;
}

std::string table_place::find_sql(const sqldb::connection& db) const {
    return fmt::format(find_table, db.quote_literal(quoted(db)));
}

bool table_place::resolve(const sqldb::result& found) {
    if (schema_.empty()) {
        schema_ = found[0].text(0);
    }
    return found[0].text(1) == "t";
}

std::string table_place::shown() const {
    return schema_.empty() ? table_ : schema_ + "." + table_;
}

std::string table_place::quoted(const sqldb::connection& db) const {
    const std::string table = db.quote_identifier(table_);
    return schema_.empty() ? table : db.quote_identifier(schema_) + "." + table;
}

ledger_state tool_ledger::read(sqldb::connection& db, const source& files) {
    bool is_there = false;
    trust_check check;
    std::size_t statement = 0;
    db.run_script(place_.find_sql(db) + check_sql(db, written_tables(db), is_for_writing()),
                  [&](const sqldb::result& rows) {
                      statement++ == 0 ? void(is_there = place_.resolve(rows))
                                       : void(check = read_check(rows));
                  });
    if (!is_there) {
        return {};
    }
    apply_check(db, check);
    try {
        ledger_state state = read_state(db, files);
        state.exists = true;
        return state;
    } catch (const sqldb::sql_error& problem) {
        throw_ledger_error(problem, table());
    }
}

void tool_ledger::create(sqldb::connection& db) {
    try {
        make_tables(db, tables_sql(db), rows_sql(db));
    } catch (const sqldb::sql_error& problem) {
        if (!is_there_already(problem)) {
            throw_creation_error(problem, place_.schema(), table());
        }
        require_trust(db);
    }
}

void tool_ledger::refuse_repeatable(const applied_record& record) const {
    if (record.kind == "repeatable") {
        throw error(error_kind::config, fmt::format("{} cannot store the repeatable migration {}",
                                                    table(), record.version))
            .with_hint("use dunlin's own ledger: --ledger dunlin");
    }
}

std::string tool_ledger::no_lock_limit() const {
    return fmt::format(
        "{} acquires no lock, so it does not wait while dunlin runs: do not run both at once",
        tool());
}

std::string tool_ledger::database_of(sqldb::connection& db) {
    return sqldb::query_value<std::string>(db, "SELECT pg_catalog.current_database()::text");
}

std::optional<std::string> checksum_for(const migration& file, std::string_view tool) {
    for (const std::string& checksum : file.tool_checksums) {
        const std::string_view text = checksum;
        if (text.starts_with(tool) && text.substr(tool.size()).starts_with(':')) {
            return checksum.substr(tool.size() + 1);
        }
    }
    return std::nullopt;
}

std::string with_precondition(std::string literal, std::string_view precondition) {
    return precondition.empty() ? std::move(literal)
                                : fmt::format("pg_catalog.concat({}::pg_catalog.text, "
                                              "pg_catalog.repeat(''::pg_catalog.text, {}))",
                                              literal, precondition);
}

} // namespace dunlin::migrator
