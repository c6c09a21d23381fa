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

/// The tables that a reset would truncate, schema-qualified.
struct reset_plan {
    std::vector<std::string> tables;      ///< of the sets
    std::vector<std::string> referencing; ///< other tables that reference them, directly or not
};

enum class reset_mode {
    none,
    set_only, ///< fails if another table references one of the sets' tables
    cascade,  ///< truncates those tables as well
};

struct apply_options {
    reset_mode reset = reset_mode::none;
    /// Checks foreign keys at the end of the run instead of after each statement. Foreign keys that
    /// are not deferrable are altered for the duration of the transaction.
    bool defer_foreign_keys = false;
    /// For the data files. By default existing rows are skipped, so a set can be applied
    /// repeatedly.
    load_options loading{conflict_policy::skip, {}, 10, {}, default_field_limit};
};

/// Seed sets that are checked and ready to be applied in one transaction.
class seeding {
public:
    /// Reads and checks all SQL files without a database. Throws error(config) with file and line
    /// for transaction control, psql meta-commands and other statements that cannot be part of a
    /// set.
    explicit seeding(const std::vector<seed_set>& sets);
    ~seeding();
    seeding(const seeding&) = delete;
    seeding& operator=(const seeding&) = delete;

    /// The different tables that the files fill, as named there and in that order; without tables
    /// that functions and DO blocks fill.
    [[nodiscard]] std::vector<std::string> tables() const;

    /// Reads from the catalog what a reset would truncate. Throws error(undefined_table).
    reset_plan plan_reset(sqldb::executor& db) const;

    /// Applies everything in one transaction. A failure rolls it back and throws an error with file
    /// and line.
    run_report apply(sqldb::connection& db, const apply_options& options) const;

private:
    struct set_entry;
    void run_entries(sqldb::transaction& transaction, const apply_options& options,
                     run_report& report) const;
    void check_data_files(sqldb::executor& db) const;
    [[nodiscard]] std::vector<const seed_file*> data_files() const;
    std::vector<std::string> empty_tables(sqldb::transaction& transaction, reset_mode mode) const;

    std::vector<std::unique_ptr<set_entry>> entries_;
};

/// Loads a data file in a transaction of its own; see load_file().
run_report load_single_file(sqldb::connection& db, const seed_file& file,
                            const load_options& options);

/// The tables that a file fills. Reads and checks a SQL file as `seeding` does.
std::vector<std::string> tables_of(const seed_file& file);

} // namespace dunlin::seeder
