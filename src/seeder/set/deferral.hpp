// SPDX-License-Identifier: MIT
#pragma once

#include "table/table_name.hpp"

#include <dunlin/sqldb/transaction.hpp>

#include <string>
#include <vector>

namespace dunlin::seeder {

/// Defers the check of foreign keys to the end of a run. A rollback of the transaction restores the
/// constraints.
class deferral {
public:
    explicit deferral(sqldb::transaction& transaction) : transaction_(transaction) {}

    /// Makes the foreign keys of the tables deferrable, for which the role must own the tables, and
    /// defers all constraints.
    void start(const std::vector<table_name>& tables);
    /// Checks the constraints and restores those that start() altered. Throws the server's error.
    void finish();

private:
    struct altered_constraint {
        std::string table;
        std::string name;
    };
    sqldb::transaction& transaction_;
    std::vector<altered_constraint> altered_;
    bool started_ = false;
};

} // namespace dunlin::seeder
