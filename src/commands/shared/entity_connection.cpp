// SPDX-License-Identifier: MIT
#include "shared/entity_connection.hpp"

#include "shared/change_permit.hpp"

#include <dunlin/base/error.hpp>
#include <dunlin/commands/context.hpp>
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

error schema_error(const std::vector<widgetdb::schema_problem>& problems, const error& cause) {
    std::string text;
    for (const auto& problem : problems) {
        text += fmt::format("{}{} (migration {})", text.empty() ? "" : ", ", problem.text,
                            problem.migration);
    }
    error result(cause.kind(),
                 fmt::format("the tables are not those of the newest migration: {}", text));
    result.sqlstate = cause.sqlstate;
    result.detail = cause.message();
    result.with_hint(fmt::format("`dunlin migrate up` applies these migrations; for tables that "
                                 "dunlin did not create, run `dunlin migrate baseline {}` first",
                                 widgetdb::version_before(problems.front())));
    return result;
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
                throw schema_error(problems, problem);
            }
            problem.with_hint("`dunlin migrate up` creates the tables of widgets and users");
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
