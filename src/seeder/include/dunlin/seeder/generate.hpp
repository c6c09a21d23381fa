// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/seeder/report.hpp>
#include <dunlin/sqldb/connection.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace dunlin::seeder {

struct generate_options {
    std::int64_t rows = 0;
    std::uint64_t random_seed = 1; ///< the same seed gives the same rows on every machine
    bool skew = false;             ///< some parents get many children, most get few
    bool with_parents = false;     ///< fill empty tables that foreign keys need, first
    progress_callback on_progress;
};

/// What would be generated for a table.
struct generated_table {
    std::string table; ///< "schema.name"
    std::int64_t rows = 0;
    struct column {
        std::string name;
        std::string type;
        std::string values; ///< their description: "a full name, each once"
    };
    std::vector<column> columns;
};

/// The tables that would be filled, in order, and how. Reads the catalog only. Throws error(failed)
/// naming the constraint that cannot be satisfied, and why.
std::vector<generated_table> plan_generation(sqldb::executor& db, const std::string& table,
                                             const generate_options& options);

/// Fills the tables in one transaction, by COPY. One file_report a table. Throws as
/// plan_generation, and error(failed) when the database has not enough parents or free keys.
run_report generate(sqldb::connection& db, const std::string& table,
                    const generate_options& options);

} // namespace dunlin::seeder
