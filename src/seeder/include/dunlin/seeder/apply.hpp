// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/seeder/load.hpp>
#include <dunlin/seeder/report.hpp>
#include <dunlin/seeder/seed_set.hpp>
#include <dunlin/sqldb/connection.hpp>

#include <memory>
#include <string>
#include <vector>

namespace dunlin::seeder {

/// The tables that a reset would empty.
struct reset_plan {
    std::vector<std::string> tables;      ///< of the sets, schema-qualified
    std::vector<std::string> referencing; ///< other tables that reference them, directly or not
};

enum class reset_mode {
    none,
    set_only, ///< refuses when a table outside the sets refers to one of them
    cascade,  ///< empties those too
};

struct apply_options {
    reset_mode reset = reset_mode::none;
    /// Checks foreign keys at the end of the run instead of after each statement. Keys that are not
    /// deferrable are made so and set back, in the same transaction.
    bool defer_foreign_keys = false;
    /// For the sets' data files. The usual value makes a set safe to run twice.
    load_options loading{conflict_policy::skip, {}, 10, {}, default_field_limit};
};

/// Seed sets, read and checked, ready to run in one transaction.
class seeding {
public:
    /// Reads and checks every SQL file; see sql_script for what is refused, with file and line.
    /// Touches no database.
    explicit seeding(const std::vector<seed_set>& sets);
    ~seeding();
    seeding(const seeding&) = delete;
    seeding& operator=(const seeding&) = delete;

    /// The tables that the files fill, as they name them, each once, in order. What functions and
    /// DO blocks fill is not among them.
    [[nodiscard]] std::vector<std::string> tables() const;

    /// Looks up what a reset would empty. Throws error(undefined_table).
    reset_plan plan_reset(sqldb::executor& db) const;

    /// Runs everything in one transaction. A failure leaves the database as it was and names file
    /// and line.
    run_report apply(sqldb::connection& db, const apply_options& options) const;

private:
    struct item;
    void run_items(sqldb::transaction& open, const apply_options& options,
                   run_report& report) const;
    void check_data_files(sqldb::executor& db) const;
    [[nodiscard]] std::vector<const seed_file*> data_files() const;
    std::vector<std::string> empty_tables(sqldb::transaction& open, reset_mode mode) const;

    std::vector<std::unique_ptr<item>> items_;
};

/// Loads one data file in a transaction of its own; see load_file.
run_report load_single_file(sqldb::connection& db, const seed_file& file,
                            const load_options& options);

/// The tables that one file fills, for lists.
std::vector<std::string> tables_of(const seed_file& file);

} // namespace dunlin::seeder
