// SPDX-License-Identifier: MIT
#include <dunlin/sqldb/query.hpp>

void insert(dunlin::sqldb::executor& db, const char* name) {
    dunlin::sqldb::exec(db, "INSERT INTO birds VALUES (:name)", {{"name", name}});
}
