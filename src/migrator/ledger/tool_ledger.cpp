// SPDX-License-Identifier: MIT
#include "ledger/tool_ledger.hpp"

#include "ledger/ledger_error.hpp"

#include <dunlin/sqldb/connection.hpp>
#include <dunlin/sqldb/error.hpp>
#include <dunlin/sqldb/query.hpp>

#include <fmt/format.h>

namespace dunlin::migrator {
namespace {

/// The table's schema when it is there; else where a table without a schema would be made.
constexpr auto find_table = R"(
SELECT coalesce((SELECT n.nspname::text
                   FROM pg_catalog.pg_class AS c
                   JOIN pg_catalog.pg_namespace AS n ON n.oid OPERATOR(pg_catalog.=) c.relnamespace
                  WHERE c.oid OPERATOR(pg_catalog.=) pg_catalog.to_regclass(:table)::oid),
                pg_catalog.current_schema()::text, 'public'),
       pg_catalog.to_regclass(:table) IS NOT NULL)";

} // namespace

table_place::table_place(std::string_view name) {
    const std::size_t dot = name.find('.');
    if (dot != std::string_view::npos) {
        schema_ = name.substr(0, dot);
        name.remove_prefix(dot + 1);
    }
    table_ = name;
}

bool table_place::find(sqldb::connection& db) {
    const auto found = db.run(find_table, {{"table", quoted(db)}});
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
    if (!place_.find(db)) {
        return {};
    }
    try {
        ledger_state state = take(db, files);
        state.exists = true;
        return state;
    } catch (const sqldb::sql_error& problem) {
        throw_ledger_error(problem, table());
    }
}

void tool_ledger::create(sqldb::connection& db) {
    try {
        db.run_script("BEGIN;\n" + create_sql(db) + "\nCOMMIT");
    } catch (const sqldb::sql_error& problem) {
        if (db.in_transaction()) {
            db.run_script("ROLLBACK");
        }
        if (!is_there_already(problem)) {
            throw_creation_error(problem, place_.schema(), table());
        }
    }
}

void tool_ledger::refuse_repeatable(const applied_record& what) const {
    if (what.kind == "repeatable") {
        throw error(error_kind::config, fmt::format("{} cannot hold the repeatable migration {}",
                                                    table(), what.version))
            .with_hint("keep the history in dunlin's own ledger: --ledger dunlin");
    }
}

std::string tool_ledger::takes_no_lock() const {
    return fmt::format("{} takes no lock, so it does not wait for a run of dunlin: do not let both "
                       "run at once",
                       tool());
}

std::string tool_ledger::database_of(sqldb::connection& db) {
    return sqldb::query_value<std::string>(db, "SELECT pg_catalog.current_database()::text");
}

std::optional<std::string> checksum_for(const migration& file, std::string_view tool) {
    for (const std::string& each : file.tool_checksums) {
        const std::string_view text = each;
        if (text.starts_with(tool) && text.substr(tool.size()).starts_with(':')) {
            return each.substr(tool.size() + 1);
        }
    }
    return std::nullopt;
}

std::string guarded(std::string literal, std::string_view guard) {
    return guard.empty() ? std::move(literal)
                         : fmt::format("pg_catalog.concat({}::pg_catalog.text, "
                                       "pg_catalog.repeat(''::pg_catalog.text, {}))",
                                       literal, guard);
}

} // namespace dunlin::migrator
