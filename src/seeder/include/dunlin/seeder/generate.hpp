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
    bool skew = false;             ///< a few parents get most of the children
    bool with_parents = false;     ///< first fill empty tables that foreign keys reference
    progress_callback on_progress;
};

/// The plan for a table.
struct generated_table {
    std::string table; ///< "schema.name"
    std::int64_t rows = 0;
    struct column {
        std::string name;
        std::string type;
        std::string values; ///< their description: "a full name, unique"
    };
    std::vector<column> columns;
};

/// The tables that generate() would fill, in that order. Reads only. Throws error(failed) that
/// names a constraint that cannot be satisfied, and the reason.
std::vector<generated_table> plan_generation(sqldb::executor& db, const std::string& table,
                                             const generate_options& options);

/// Fills the tables in one transaction. The report has one entry for each table. Throws as
/// plan_generation() does, and error(failed) if there are not enough parent rows or unused keys.
run_report generate(sqldb::connection& db, const std::string& table,
                    const generate_options& options);

} // namespace dunlin::seeder
