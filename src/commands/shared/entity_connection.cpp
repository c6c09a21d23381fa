// SPDX-License-Identifier: MIT
#include "shared/entity_connection.hpp"

#include "shared/change_permit.hpp"

#include <dunlin/base/error.hpp>
#include <dunlin/commands/context.hpp>

namespace dunlin::commands {

exit_code with_entity_connection(context& context,
                                 const std::function<void(sqldb::connection&)>& work) {
    sqldb::connection db(context.database_settings());
    try {
        work(db);
    } catch (error& problem) {
        const bool is_missing_schema = problem.kind() == error_kind::undefined_table ||
                                       problem.kind() == error_kind::undefined_column;
        if (is_missing_schema) {
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
