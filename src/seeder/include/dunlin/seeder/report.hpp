// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace dunlin::seeder {

/// Rows that were kept. Of a data file: what became of the file's rows in its table, each counted
/// once, so that inserted, updated and skipped are all of them. Of a SQL file: as the server
/// counted them in all tables, triggers' work included.
struct row_counts {
    std::int64_t inserted = 0;
    std::int64_t updated = 0;
    std::int64_t deleted = 0;
    /// Rows that were offered and left out: their key was there, they were the same already, or a
    /// trigger or rule wanted so. Of a SQL file only those that ON CONFLICT left out of VALUES.
    std::int64_t skipped = 0;

    row_counts& operator+=(const row_counts& other) noexcept {
        inserted += other.inserted;
        updated += other.updated;
        deleted += other.deleted;
        skipped += other.skipped;
        return *this;
    }
};

/// What one file did.
struct file_report {
    std::string set; ///< empty for a file that was named by itself
    std::string file;
    row_counts rows;
    std::chrono::microseconds duration{0};
};

/// What a whole run did.
struct run_report {
    std::vector<std::string> emptied; ///< tables that --reset truncated, schema-qualified
    std::vector<file_report> files;
    [[nodiscard]] row_counts total() const noexcept {
        row_counts sum;
        for (const auto& file : files) {
            sum += file.rows;
        }
        return sum;
    }
};

/// How far a load is. Sizes are those of the file as it lies on disk, compressed or not.
struct progress {
    std::string_view name; ///< of the file or table
    std::int64_t rows = 0;
    std::int64_t rows_total = 0; ///< 0: not known
    std::int64_t bytes = 0;
    std::int64_t bytes_total = 0; ///< 0: not known
};

/// Called every few thousand rows. Empty: nobody looks.
using progress_callback = std::function<void(const progress&)>;

} // namespace dunlin::seeder
