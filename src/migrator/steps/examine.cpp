// SPDX-License-Identifier: MIT
#include "steps/examine.hpp"

#include "steps/examine_index.hpp"

#include <dunlin/sqldb/error.hpp>
#include <dunlin/sqldb/query.hpp>
#include <dunlin/sqltext/target.hpp>

#include <fmt/format.h>

namespace dunlin::migrator {
namespace {

using sqltext::operation;

constexpr auto relation_exists = "SELECT pg_catalog.to_regclass(:name) IS NOT NULL";
constexpr auto database_exists =
    "SELECT EXISTS (SELECT FROM pg_catalog.pg_database WHERE datname = :name)";
constexpr auto tablespace_exists =
    "SELECT EXISTS (SELECT FROM pg_catalog.pg_tablespace WHERE spcname = :name)";
constexpr auto label_exists = "SELECT EXISTS (SELECT FROM pg_catalog.pg_enum WHERE enumtypid = "
                              "pg_catalog.to_regtype(:type)::oid AND enumlabel = :label)";

/// "detached", "attached", or "pending": between the two transactions of DETACH CONCURRENTLY.
constexpr auto partition_state = R"(
SELECT coalesce((SELECT CASE WHEN inhdetachpending THEN 'pending' ELSE 'attached' END
                   FROM pg_catalog.pg_inherits
                  WHERE inhrelid = pg_catalog.to_regclass(:partition)
                    AND inhparent = pg_catalog.to_regclass(:parent)), 'detached'))";

step_effect done_if(bool there, std::string reason_done, std::string reason_not) {
    return there ? step_effect{step_effect::kind::done, std::move(reason_done), {}}
                 : step_effect{step_effect::kind::not_done, std::move(reason_not), {}};
}

step_effect harmless() {
    return {step_effect::kind::not_done, "running it again does no harm", {}};
}

step_effect undecided_effect() {
    return {step_effect::kind::undecided, "its effect is not visible in the catalog", {}};
}

bool ask(sqldb::connection& db, const char* sql, const std::string& name) {
    return sqldb::query_value<bool>(db, sql, {{"name", name}});
}

step_effect examine_detached(sqldb::connection& db, const sqltext::target& target) {
    const std::string partition = quoted(db, target.objects.front());
    const std::string parent = quoted(db, *target.table);
    const auto condition = sqldb::query_value<std::string>(
        db, partition_state, {{"partition", partition}, {"parent", parent}});
    if (condition == "pending") {
        return {step_effect::kind::done,
                fmt::format("{} was partially detached", partition),
                {fmt::format("ALTER TABLE {} DETACH PARTITION {} FINALIZE", parent, partition)}};
    }
    return done_if(condition == "detached", partition + " is detached", partition + " is attached");
}

step_effect examine_database(sqldb::connection& db, const sqltext::target& target) {
    const std::string& name = target.objects.front().name;
    const bool is_tablespace =
        target.kind == operation::create_tablespace || target.kind == operation::drop_tablespace;
    const bool there = ask(db, is_tablespace ? tablespace_exists : database_exists, name);
    const bool creates =
        target.kind == operation::create_database || target.kind == operation::create_tablespace;
    return done_if(there == creates,
                   fmt::format("{} {}", name, there ? "exists" : "does not exist"),
                   fmt::format("{} {}", name, there ? "still exists" : "does not exist"));
}

step_effect examine_target(sqldb::connection& db, std::string_view statement,
                           const sqltext::target& target, std::string_view before) {
    switch (target.kind) {
    case operation::create_index_concurrently:
        return examine_created_index(db, statement, target, before);
    case operation::drop_index_concurrently: {
        bool all_gone = true;
        for (const auto& object : target.objects) {
            all_gone = all_gone && !ask(db, relation_exists, quoted(db, object));
        }
        return done_if(all_gone, "the index does not exist", "the index still exists");
    }
    case operation::reindex_concurrently:
        return examine_reindex(db, target);
    case operation::detach_partition_concurrently:
        return examine_detached(db, target);
    case operation::alter_type_add_value:
        return done_if(sqldb::query_value<bool>(db, label_exists,
                                                {{"type", quoted(db, target.objects.front())},
                                                 {"label", target.enum_value.value_or("")}}),
                       "the value exists", "the value does not exist");
    case operation::create_database:
    case operation::drop_database:
    case operation::create_tablespace:
    case operation::drop_tablespace:
        return examine_database(db, target);
    case operation::refresh_concurrently:
    case operation::reindex:
    case operation::vacuum:
    case operation::cluster:
    case operation::alter_system:
        return harmless();
    case operation::other:
        break;
    }
    return undecided_effect();
}

} // namespace

std::string state_before(sqldb::connection& db, std::string_view statement) {
    const auto target = sqltext::describe_target(statement);
    std::string oids;
    if (target.kind == operation::create_index_concurrently && target.table) {
        for (const index_info& index : indexes_of(db, quoted(db, *target.table))) {
            oids += (oids.empty() ? "" : " ") + index.oid;
        }
    }
    return oids;
}

step_effect examine_before(sqldb::connection& db, std::string_view statement) {
    const auto target = sqltext::describe_target(statement);
    return target.kind == operation::create_index_concurrently ? examine_leftover_index(db, target)
                                                               : step_effect{};
}

step_effect examine_after(sqldb::connection& db, std::string_view statement,
                          std::string_view before) {
    try {
        return examine_target(db, statement, sqltext::describe_target(statement), before);
    } catch (const sqldb::sql_error& problem) {
        return {step_effect::kind::undecided,
                fmt::format("its effect could not be checked: {}", problem.message()),
                {}};
    }
}

} // namespace dunlin::migrator
