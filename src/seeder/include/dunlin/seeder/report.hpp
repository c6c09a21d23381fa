// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace dunlin::seeder {

/// The effect on rows. For a data file: every row of the file is either inserted, updated or
/// skipped. For a SQL file: the server's counts over all tables, including the work of triggers.
struct row_counts {
    std::int64_t inserted = 0;
    std::int64_t updated = 0;
    std::int64_t deleted = 0;
    /// Rows that were not inserted because their key exists, the stored row is the same, or a
    /// trigger or rule suppressed them. For a SQL file only the rows of VALUES that ON CONFLICT
    /// left out.
    std::int64_t skipped = 0;

    row_counts& operator+=(const row_counts& other) noexcept {
        inserted += other.inserted;
        updated += other.updated;
        deleted += other.deleted;
        skipped += other.skipped;
        return *this;
    }
};

/// The effect of one file, or of one generated table.
struct file_report {
    std::string set;  ///< empty for a file outside a set
    std::string file; ///< or the table
    row_counts rows;
    std::chrono::microseconds duration{0};
};

/// The effect of a run.
struct run_report {
    std::vector<std::string> emptied; ///< truncated tables, schema-qualified
    std::vector<file_report> files;
    [[nodiscard]] row_counts total() const noexcept {
        row_counts sum;
        for (const auto& file : files) {
            sum += file.rows;
        }
        return sum;
    }
};

/// The progress of a load. Bytes are those of the file on disk, compressed or not.
struct progress {
    std::string_view name; ///< of the file or table
    std::int64_t rows = 0;
    std::int64_t rows_total = 0; ///< 0: unknown
    std::int64_t bytes = 0;
    std::int64_t bytes_total = 0; ///< 0: unknown
};

/// Called every few thousand rows unless empty.
using progress_callback = std::function<void(const progress&)>;

} // namespace dunlin::seeder
