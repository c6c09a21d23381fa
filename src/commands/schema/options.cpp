// SPDX-License-Identifier: MIT
#include "schema/options.hpp"

#include <dunlin/commands/context.hpp>
#include <dunlin/commands/flag_set.hpp>
#include <dunlin/output/json_writer.hpp>
#include <dunlin/sqldb/transaction.hpp>

#include <fmt/format.h>

#include <string>

namespace dunlin::commands {

void add_schema_options(flag_set& flags, schema_options& options) {
    flags.add_switch("--owners", options.owners, "Include the owners of objects");
    flags.add_switch("--privileges", options.privileges,
                     "Include GRANT, REVOKE and default privileges");
}

catalog::read_options read_options_of(const schema_options& options, context& context) {
    return {.ledger_schema = context.configuration().ledger_schema.value,
            .owners = options.owners,
            .privileges = options.privileges};
}

void with_schema_transaction(context& context,
                             const std::function<void(sqldb::transaction&)>& work) {
    sqldb::connection db(context.database_settings());
    sqldb::transaction tx(db, sqldb::isolation::repeatable_read, sqldb::access::read_only);
    work(tx);
}

void warn_of_unmodelled(const catalog::snapshot& schema, context& context) {
    if (schema.unmodelled.empty()) {
        return;
    }
    std::string kinds;
    for (const auto& [kind, count] : schema.unmodelled) {
        kinds +=
            fmt::format("{}{} {}{}", kinds.empty() ? "" : ", ", count, kind, count == 1 ? "" : "s");
    }
    context.warn("not included: " + kinds);
}

void write_unmodelled(output::json_writer& json, const catalog::snapshot& schema) {
    json.key("unmodelled").begin_array();
    for (const auto& [kind, count] : schema.unmodelled) {
        json.begin_object().member("kind", kind).member("count", count).end_object();
    }
    json.end_array();
}

} // namespace dunlin::commands
