// SPDX-License-Identifier: MIT
#include "shared/entity_connection.hpp"

#include "shared/change_permit.hpp"

#include <dunlin/base/error.hpp>
#include <dunlin/commands/context.hpp>
#include <dunlin/sqldb/query.hpp>
#include <dunlin/widgetdb/schema.hpp>

#include <fmt/format.h>

#include <string>
#include <vector>

namespace dunlin::commands {

namespace {

/// What the tables lack. Nothing when that cannot be found out: the error that is being handled is
/// then reported as it is.
std::vector<widgetdb::schema_problem> find_problems(sqldb::connection& db) {
    try {
        return widgetdb::find_schema_problems(db);
    } catch (const error&) {
        return {};
    }
}

/// Whether dunlin has migrated this database. It has not where that cannot be found out.
bool has_ledger(context& context, sqldb::connection& db) {
    const auto& settings = context.configuration();
    if (!settings.ledger_tool.value.empty()) {
        return true;
    }
    try {
        return sqldb::query_value<bool>(
            db, fmt::format("SELECT EXISTS (SELECT FROM {}.migrations)",
                            db.quote_identifier(settings.ledger_schema.value)));
    } catch (const error&) {
        return false;
    }
}

error schema_error(const std::vector<widgetdb::schema_problem>& problems, bool is_migrated,
                   const error& cause) {
    std::string text;
    for (const auto& problem : problems) {
        text += fmt::format("{}{} (migration {})", text.empty() ? "" : ", ", problem.text,
                            problem.migration);
    }
    error result(cause.kind(),
                 fmt::format("the tables are not those of the newest migration: {}", text));
    result.sqlstate = cause.sqlstate;
    result.detail = cause.message();
    result.with_hint(
        is_migrated
            ? "`dunlin migrate up` applies these migrations"
            : fmt::format(
                  "dunlin did not create these tables: `dunlin migrate baseline {}` records "
                  "what they have, then `dunlin migrate up` adds the rest",
                  widgetdb::version_before(problems.front())));
    return result;
}

/// For tables that are not there, or lack what dunlin's have from the beginning.
std::string hint_for_tables(const error& problem, sqldb::connection& db) {
    if (problem.kind() == error_kind::undefined_column) {
        return "a table of another program has this name: connect to another database, or choose "
               "another schema with ?options=-csearch_path%3DNAME in the URL";
    }
    const std::string schema = widgetdb::find_other_schema(db);
    return schema.empty()
               ? "`dunlin migrate up` creates the tables of widgets and users"
               : fmt::format("schema \"{}\" has such tables, but is not in the search "
                             "path: add it with ?options=-csearch_path%3DNAME in the URL",
                             schema);
}

} // namespace

entity_services services_for(const context& context) {
    entity_services services;
    services.log = [&context](const std::string& line) { context.debug(line); };
    return services;
}

exit_code with_entity_connection(context& context,
                                 const std::function<void(sqldb::connection&)>& work) {
    sqldb::connection db(context.database_settings());
    try {
        work(db);
    } catch (error& problem) {
        if (problem.kind() == error_kind::undefined_table ||
            problem.kind() == error_kind::undefined_column) {
            const auto problems = find_problems(db);
            if (!problems.empty()) {
                throw schema_error(problems, has_ledger(context, db), problem);
            }
            problem.with_hint(hint_for_tables(problem, db));
        }
        throw;
    }
    return exit_code::done;
}

exit_code with_entity_transaction(context& context, change_permit& permit,
                                  const std::function<void(sqldb::transaction&)>& work) {
    return with_entity_connection(context, [&](sqldb::connection& db) {
        permit.read_protection(db);
        permit.grant();
        sqldb::transaction tx(db);
        work(tx);
        tx.commit();
    });
}

} // namespace dunlin::commands
