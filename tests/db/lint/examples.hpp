// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/sqldb/connection.hpp>

#include <support/database.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace dunlin::test {

/// What the last statement of an example did to the tables that were there before.
struct measured {
    std::string sqlstate = "00000"; ///< of the statement that failed
    std::string lock;               ///< the strongest; empty: none
    bool rewrote = false;
    bool scanned = false;
};

/// A database with filled tables for the examples of the rules.
class example_database {
public:
    example_database();

    /// Runs an example as one transaction, or as several with COMMIT between them; its last
    /// transaction is rolled back. What cannot run in a transaction runs by itself.
    measured run(std::string_view example);
    /// Runs the set-up once more.
    void reset();

private:
    void run_before(const std::vector<std::string>& statements);
    measured run_last(const std::string& statement);
    [[nodiscard]] std::int64_t scans();

    test_database database_;
    sqldb::connection db_;
};

/// Whether a lock is weaker than another; none is the weakest.
bool is_weaker(std::string_view lock, std::string_view other);

} // namespace dunlin::test
