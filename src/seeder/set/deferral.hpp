// SPDX-License-Identifier: MIT
#pragma once

#include "table/table_name.hpp"

#include <dunlin/sqldb/transaction.hpp>

#include <string>
#include <vector>

namespace dunlin::seeder {

/// Puts the check of foreign keys off to the end of a run. All of it is part of the transaction, so
/// that a rollback leaves the constraints as they were.
class deferral {
public:
    explicit deferral(sqldb::transaction& open) : open_(open) {}

    /// Makes the foreign keys of the tables deferrable where they are not (the session needs to own
    /// the tables) and defers all.
    void start(const std::vector<table_name>& tables);
    /// Checks them, throwing the server's error, and sets back what start() changed.
    void finish();

private:
    struct altered {
        std::string table;
        std::string constraint;
    };
    sqldb::transaction& open_;
    std::vector<altered> altered_;
    bool started_ = false;
};

} // namespace dunlin::seeder
