// SPDX-License-Identifier: MIT
#include "read/read_objects.hpp"

#include <dunlin/catalog/snapshot.hpp>
#include <dunlin/sqldb/transaction.hpp>

#include <algorithm>
#include <array>
#include <numeric>
#include <set>
#include <tuple>

namespace dunlin::catalog {
namespace {

constexpr auto canonical_output = R"(
SELECT set_config(name, value, true)
  FROM (VALUES ('search_path', 'pg_catalog, pg_temp'), ('DateStyle', 'ISO, YMD'),
               ('IntervalStyle', 'postgres'), ('TimeZone', 'UTC'), ('extra_float_digits', '3'),
               ('bytea_output', 'hex'), ('quote_all_identifiers', 'off'), ('xmloption', 'content'),
               ('row_security', 'off'), ('jit', 'off')) AS settings (name, value))";

constexpr std::array<std::string_view, 4> ledger_tables{"migrations", "steps", "events", "objects"};

/// Removes dunlin's own tables, and their schema unless there is something else in it.
void remove_ledger(object_list& list, const std::string& schema) {
    std::set<std::uint32_t> tables;
    for (const object& object : list.objects) {
        const bool is_ledger = std::find(ledger_tables.begin(), ledger_tables.end(), object.name) !=
                               ledger_tables.end();
        if (object.kind == "table" && object.schema == schema && is_ledger) {
            tables.insert(object.oid);
        }
    }
    if (tables.empty()) {
        return;
    }
    const auto is_of_ledger = [&](const object& object) {
        return tables.contains(object.relation) ||
               (object.kind == "table" && tables.contains(object.oid));
    };
    const bool has_more =
        std::any_of(list.objects.begin(), list.objects.end(), [&](const object& object) {
            return object.schema == schema && !is_of_ledger(object);
        });
    remove_objects(list, [&](const object& object, const address&) {
        return is_of_ledger(object) || (!has_more && object.kind == "schema" &&
                                        object.name == schema && schema != "public");
    });
}

/// By kind and identity, which no two objects share.
void sort_objects(std::vector<object>& objects) {
    std::vector<std::size_t> order(objects.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return std::tie(objects[a].kind, objects[a].identity) <
               std::tie(objects[b].kind, objects[b].identity);
    });
    std::vector<std::size_t> places(objects.size());
    std::vector<object> sorted;
    for (const std::size_t place : order) {
        places[place] = sorted.size();
        sorted.push_back(std::move(objects[place]));
    }
    for (object& object : sorted) {
        for (std::size_t& other : object.depends_on) {
            other = places[other];
        }
        std::sort(object.depends_on.begin(), object.depends_on.end());
    }
    objects = std::move(sorted);
}

} // namespace

void set_canonical_output(sqldb::transaction& tx) {
    tx.run(canonical_output, {});
}

snapshot read_snapshot(sqldb::transaction& tx, const read_options& options) {
    set_canonical_output(tx);
    object_list list = read_objects(tx, options);
    remove_ledger(list, options.ledger_schema);
    read_dependencies(tx, list);
    read_annotations(tx, list);
    if (options.privileges) {
        read_privileges(tx, list);
    }
    if (!options.owners) {
        for (object& object : list.objects) {
            object.owner.clear();
        }
    }
    sort_objects(list.objects);
    snapshot result;
    result.server_version = list.server_version;
    result.objects = std::move(list.objects);
    result.unmodelled = count_unmodelled(tx);
    return result;
}

} // namespace dunlin::catalog
