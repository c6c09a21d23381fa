// SPDX-License-Identifier: MIT
#include "set/deferral.hpp"

#include "table/table_shape.hpp"

#include <dunlin/sqldb/query.hpp>

#include <fmt/format.h>

namespace dunlin::seeder {

void deferral::start(const std::vector<table_name>& tables) {
    for (const auto& name : tables) {
        const auto oid = find_table(transaction_, name);
        if (!oid) {
            continue;
        }
        const table_shape table = read_table(transaction_, *oid);
        for (const auto& key : table.foreign_keys) {
            if (!key.deferrable && !key.inherited) {
                altered_.push_back({quote_name(table.name), quote_name(key.name)});
            }
        }
    }
    for (const auto& constraint : altered_) {
        sqldb::exec(transaction_, fmt::format("ALTER TABLE {} ALTER CONSTRAINT {} DEFERRABLE",
                                              constraint.table, constraint.name));
    }
    sqldb::exec(transaction_, "SET CONSTRAINTS ALL DEFERRED");
    started_ = true;
}

void deferral::finish() {
    if (!started_) {
        return;
    }
    sqldb::exec(transaction_, "SET CONSTRAINTS ALL IMMEDIATE");
    for (const auto& constraint : altered_) {
        sqldb::exec(transaction_, fmt::format("ALTER TABLE {} ALTER CONSTRAINT {} NOT DEFERRABLE",
                                              constraint.table, constraint.name));
    }
}

} // namespace dunlin::seeder
