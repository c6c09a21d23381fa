// SPDX-License-Identifier: MIT
#include "read/read_objects.hpp"

#include <dunlin/base/text.hpp>
#include <dunlin/sqldb/executor.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

namespace dunlin::catalog {
namespace {

/// The server's own objects, whose OIDs are lower, depend on nothing that is modelled.
constexpr auto dependencies = R"(
SELECT d.classid, d.objid, d.refclassid, d.refobjid, d.deptype
  FROM pg_depend d
 WHERE d.objid >= 16384)";

struct dependency {
    address from;
    address to;
    char type = 'n';
};

/// How surely something is a part of what it depends on; 0: not.
int closeness(const dependency& entry, std::uint32_t publications) {
    if (entry.to.catalog == publications) {
        return 4; // a published table is a part of the publication, not of the table
    }
    switch (entry.type) {
    case 'i':
        return 3;
    case 'P':
    case 'S':
        return 2;
    case 'a':
        return 1;
    default:
        return 0;
    }
}

using address_map = std::unordered_map<address, dependency, address_hash>;

/// For everything that is no object itself, what it is a part of.
address_map parents_of(const std::vector<dependency>& entries, const object_list& list) {
    const std::uint32_t publications = list.catalogs.at("pg_publication");
    address_map parents;
    for (const auto& entry : entries) {
        const int close = closeness(entry, publications);
        if (close == 0 || list.index.contains(entry.from)) {
            continue;
        }
        const auto [known, is_new] = parents.emplace(entry.from, entry);
        if (!is_new && closeness(known->second, publications) < close) {
            known->second = entry;
        }
    }
    return parents;
}

void find_owners(const std::vector<dependency>& entries, object_list& list) {
    const address_map parents = parents_of(entries, list);
    for (const auto& [key, entry] : parents) {
        address at = entry.to;
        // A part of a part of a part: a chain is never longer than a few links.
        for (int links = 0; links < 8 && !list.index.contains(at); ++links) {
            const auto next = parents.find(at);
            if (next == parents.end()) {
                break;
            }
            at = next->second.to;
        }
        if (const auto found = list.index.find(at); found != list.index.end()) {
            list.owners.emplace(key, found->second);
        }
    }
}

/// The functions and casts that the server makes with a range type.
bool is_made_with_type(const dependency& entry, const object_list& list) {
    return entry.type == 'i' && (entry.from.catalog == list.catalogs.at("pg_proc") ||
                                 entry.from.catalog == list.catalogs.at("pg_cast"));
}

/// Members of extensions become parts of the extension, so that what uses them follows it.
void remove_members(const std::vector<dependency>& entries, object_list& list) {
    std::unordered_map<address, address, address_hash> members;
    std::unordered_set<address, address_hash> of_types;
    for (const auto& entry : entries) {
        if (entry.type == 'e') {
            members.emplace(entry.from, entry.to);
        } else if (is_made_with_type(entry, list)) {
            of_types.insert(entry.from);
        }
    }
    const std::uint32_t tables = list.catalogs.at("pg_class");
    remove_objects(list, [&](const object& object, const address& key) {
        return members.contains(key) || of_types.contains(key) ||
               members.contains({tables, object.relation});
    });
    for (const auto& [member, extension] : members) {
        if (const auto found = list.index.find(extension); found != list.index.end()) {
            list.owners.insert_or_assign(member, found->second);
        }
    }
}

void add_dependency(object_list& list, const dependency& entry) {
    const std::size_t from = list.find(entry.from);
    const std::size_t to = list.find(entry.to);
    if (from == object_list::npos || to == object_list::npos || from == to) {
        return;
    }
    object& dependent = list.objects[from];
    dependent.depends_on.push_back(to);
    if (entry.type == 'x') {
        dependent.annotations +=
            fmt::format("ALTER {} {} DEPENDS ON EXTENSION {};\n", upper_case(dependent.kind),
                        dependent.identity, list.objects[to].identity);
    }
}

} // namespace

void read_dependencies(sqldb::executor& db, object_list& list) {
    std::vector<dependency> entries;
    db.stream(dependencies, {}, [&](const sqldb::row& row) {
        entries.push_back({{oid_of(row, 0), oid_of(row, 1)},
                           {oid_of(row, 2), oid_of(row, 3)},
                           row.text(4).front()});
    });
    remove_members(entries, list);
    find_owners(entries, list);
    for (const auto& entry : entries) {
        add_dependency(list, entry);
    }
    for (object& object : list.objects) {
        auto& all = object.depends_on;
        std::sort(all.begin(), all.end());
        all.erase(std::unique(all.begin(), all.end()), all.end());
    }
}

} // namespace dunlin::catalog
