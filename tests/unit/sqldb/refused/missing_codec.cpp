// SPDX-License-Identifier: MIT
#include <dunlin/sqldb/query.hpp>

struct point {
    int x = 0;
};

void insert(dunlin::sqldb::executor& db) {
    dunlin::sqldb::exec(db, "INSERT INTO points VALUES (:p)", {{"p", point{}}});
}
