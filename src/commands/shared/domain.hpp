// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/commands/command.hpp>
#include <dunlin/sqldb/connection.hpp>
#include <dunlin/sqldb/transaction.hpp>

#include <functional>

namespace dunlin::commands {

class change_permit;

/// Runs work on the tables of widgets and users over a connection of its own. When the tables are
/// not there, the error says how to make them.
exit_code in_domain(context& context, const std::function<void(sqldb::connection&)>& work);

/// The same for a change that the permit lets happen, in one transaction that is committed when the
/// work returns.
exit_code in_domain_transaction(context& context, change_permit& permit,
                                const std::function<void(sqldb::transaction&)>& work);

} // namespace dunlin::commands
