// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/base/entity_services.hpp>
#include <dunlin/commands/command.hpp>
#include <dunlin/sqldb/connection.hpp>
#include <dunlin/sqldb/transaction.hpp>

#include <functional>

namespace dunlin::commands {

class change_permit;

/// What a verb gives the business of an entity: a log of changes, printed with -v.
entity_services services_for(const context& context);

/// Connects and runs `work`, which uses the tables of widgets and users. When these are missing,
/// the error's hint says how to create them. When they lack columns, or have other types, the error
/// says which migrations bring these.
exit_code with_entity_connection(context& context,
                                 const std::function<void(sqldb::connection&)>& work);

/// The same for a change, which needs the permit: in a transaction that is committed when `work`
/// returns.
exit_code with_entity_transaction(context& context, change_permit& permit,
                                  const std::function<void(sqldb::transaction&)>& work);

} // namespace dunlin::commands
