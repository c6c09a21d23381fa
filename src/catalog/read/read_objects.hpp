// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/catalog/snapshot.hpp>

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace dunlin::sqldb {
class executor;
class row;
} // namespace dunlin::sqldb

namespace dunlin::catalog {

/// pg_depend's name of an object: the OID of its catalog, and its own.
struct address {
    std::uint32_t catalog = 0;
    std::uint32_t oid = 0;
    friend bool operator==(const address&, const address&) = default;
};

struct address_hash {
    std::size_t operator()(const address& key) const noexcept {
        return std::hash<std::uint64_t>()((std::uint64_t(key.catalog) << 32U) | key.oid);
    }
};

/// The objects while they are read, before they are sorted.
struct object_list {
    int server_version = 0;
    std::map<std::string, std::uint32_t, std::less<>> catalogs; ///< OIDs by name ("pg_class")
    std::vector<object> objects;
    std::vector<address> addresses; ///< of the objects
    std::unordered_map<address, std::size_t, address_hash> index;
    /// The object that something else belongs to: a row type to its table.
    std::unordered_map<address, std::size_t, address_hash> owners;

    /// Index of the object with this address, or of the one that it is a part of; npos: none.
    [[nodiscard]] std::size_t find(const address& key) const;
    static constexpr std::size_t npos = static_cast<std::size_t>(-1);
};

std::uint32_t oid_of(const sqldb::row& row, std::size_t column);

/// Reads the objects of all modelled kinds.
object_list read_objects(sqldb::executor& db, const read_options& options);

/// Reads what depends on what, and removes the members of extensions.
void read_dependencies(sqldb::executor& db, object_list& list);

/// Reads comments and security labels.
void read_annotations(sqldb::executor& db, object_list& list);

void read_privileges(sqldb::executor& db, object_list& list);

std::vector<unmodelled_kind> count_unmodelled(sqldb::executor& db);

/// Removes objects, and what refers to them.
void remove_objects(object_list& list,
                    const std::function<bool(const object&, const address&)>& is_gone);

} // namespace dunlin::catalog
