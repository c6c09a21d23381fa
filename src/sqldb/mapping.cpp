// SPDX-License-Identifier: MIT
#include <dunlin/base/error.hpp>
#include <dunlin/sqldb/mapping.hpp>
#include <dunlin/sqldb/query.hpp>

namespace dunlin::sqldb {

void fail_unexpected_null(std::string_view location) {
    throw error(error_kind::failed, "unexpected NULL in " + std::string(location));
}

void fail_missing_column(std::string_view name) {
    throw error(error_kind::failed, "the result has no column \"" + std::string(name) + "\"");
}

void fail_in_column(std::string_view name, const error& problem) {
    throw error(error_kind::failed, "column " + std::string(name) + ": " + problem.message());
}

void add_change(changes& to, std::string_view column_name, std::optional<std::string> value) {
    std::string quoted;
    for (const char c : column_name) {
        quoted += c == '"' ? "\"\"" : std::string(1, c);
    }
    to.assignments +=
        (to.assignments.empty() ? "\"" : ", \"") + quoted + "\" = :" + std::string(column_name);
    to.values.set(column_name, value);
}

void require_transaction(const executor& db, std::string_view purpose) {
    if (!db.in_transaction()) {
        throw error(error_kind::usage, std::string(purpose) + " needs a transaction")
            .with_hint("pass the store a sqldb::transaction instead of a pool or a connection");
    }
}

void fail_not_found() {
    throw error(error_kind::not_found, "no row");
}

} // namespace dunlin::sqldb
