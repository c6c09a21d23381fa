// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/sqldb/executor.hpp>
#include <dunlin/sqldb/mapping.hpp>

#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>
#include <type_traits>
#include <vector>

namespace dunlin::sqldb {

/// Throws error(not_found, "no row").
[[noreturn]] void fail_not_found();

/// Throws error(usage) unless the executor is in a transaction: outside one, a row lock is released
/// before the row can be changed, and several statements may be done in part. `purpose` is for the
/// message ("a widget to be updated").
void require_transaction(const executor& db, std::string_view purpose);

/// Runs a statement and returns the number of rows affected.
inline std::int64_t exec(executor& db, std::string_view sql, const parameters& values = {},
                         const call_limits& limits = {}) {
    return db.run(sql, values, limits).affected();
}

/// The first row as a struct with a mapping<>. Throws error(not_found) when there is none.
template <class Struct>
Struct query_one(executor& db, std::string_view sql, const parameters& values = {},
                 const call_limits& limits = {}) {
    const result rows = db.run(sql, values, limits);
    if (rows.empty()) {
        fail_not_found();
    }
    return map_row<Struct>(rows[0]);
}

/// The first row, as a struct with a mapping<>; nullopt when there is none.
template <class Struct>
std::optional<Struct> query_maybe(executor& db, std::string_view sql, const parameters& values = {},
                                  const call_limits& limits = {}) {
    const result rows = db.run(sql, values, limits);
    return rows.empty() ? std::nullopt : std::optional(map_row<Struct>(rows[0]));
}

/// The first column of the first row. Throws error(not_found) when there is no row.
template <class T>
T query_value(executor& db, std::string_view sql, const parameters& values = {},
              const call_limits& limits = {}) {
    const result rows = db.run(sql, values, limits);
    if (rows.empty()) {
        fail_not_found();
    }
    return decode_column<T>(rows[0], 0, "the first column");
}

/// The first column of all rows.
template <class T>
std::vector<T> query_values(executor& db, std::string_view sql, const parameters& values = {},
                            const call_limits& limits = {}) {
    const result rows = db.run(sql, values, limits);
    std::vector<T> all;
    all.reserve(rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        all.push_back(decode_column<T>(rows[i], 0, "the first column"));
    }
    return all;
}

/// All rows, as structs with a mapping<>.
template <class Struct>
std::vector<Struct> query_all(executor& db, std::string_view sql, const parameters& values = {},
                              const call_limits& limits = {}) {
    const result rows = db.run(sql, values, limits);
    std::vector<Struct> all;
    all.reserve(rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        all.push_back(map_row<Struct>(rows[i]));
    }
    return all;
}

/// The first row as read by `read`. Throws error(not_found) when there is none.
template <class Read>
auto read_one(executor& db, std::string_view sql, const parameters& values, Read read,
              const call_limits& limits = {}) {
    const result rows = db.run(sql, values, limits);
    if (rows.empty()) {
        fail_not_found();
    }
    return read(rows[0]);
}

/// All rows as read by `read`.
template <class Read>
auto read_all(executor& db, std::string_view sql, const parameters& values, Read read,
              const call_limits& limits = {}) {
    const result rows = db.run(sql, values, limits);
    std::vector<decltype(read(rows[0]))> all;
    all.reserve(rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        all.push_back(read(rows[i]));
    }
    return all;
}

/// Passes each row to the callback as it arrives, in constant memory. Returns the number of rows.
template <class Struct, class Callback>
std::int64_t query_each(executor& db, std::string_view sql, const parameters& values,
                        Callback&& on_row, const call_limits& limits = {}) {
    return db.stream(
        sql, values, [&](const row& r) { on_row(map_row<Struct>(r)); }, limits);
}

} // namespace dunlin::sqldb
