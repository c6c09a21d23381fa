// SPDX-License-Identifier: MIT
#pragma once

#include "table/table_shape.hpp"

#include <dunlin/sqldb/transaction.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace dunlin::seeder {

/// A selection of the rows of a staging table: by shape and by a range of lines.
struct staged_rows {
    std::vector<std::size_t> columns; ///< that the rows contain; indexes of the table's columns
    std::optional<std::size_t> shape{};
    std::int64_t first_line = 0;
    std::optional<std::int64_t> last_line{};
};

struct staging_options {
    bool has_shapes = false; ///< rows have a shape number
    /// COPY inserts rows one by one instead of in batches, so that errors name the exact line.
    bool one_by_one = false;
};

/// A temporary table for rows on their way to the target table, with the line of each row. It has
/// the target's column types without domains, constraints and defaults: triggers of the target may
/// correct a row before these apply. It is dropped at the end of the transaction.
class staging {
public:
    staging(sqldb::transaction& transaction, const table_shape& table,
            std::vector<std::size_t> columns, staging_options options);

    /// Name and columns for COPY, in the order of row_form::staged.
    [[nodiscard]] std::string copy_target() const;
    /// The name of the table in SQL.
    [[nodiscard]] std::string name() const;
    /// The condition that selects the rows; the alias of the table is "staged".
    [[nodiscard]] std::string condition(const staged_rows& rows) const;
    /// The quoted name of the column with the line.
    [[nodiscard]] std::string line() const;
    /// The SQL type of a column.
    [[nodiscard]] const std::string& type_of(std::size_t column) const;

    /// The first and the last line of the rows; nullopt if there are none.
    std::optional<std::pair<std::int64_t, std::int64_t>> lines_of(const staged_rows& rows);
    /// All rows in the order of lines, split where the shape changes.
    std::vector<staged_rows> runs(const std::vector<std::vector<std::size_t>>& shapes);
    /// Creates an index on the lines unless it exists.
    void index_lines();
    void clear();
    void drop();

private:
    sqldb::transaction& transaction_;
    const table_shape& table_;
    std::vector<std::size_t> columns_;
    std::vector<std::string> types_; ///< by index in columns_
    staging_options options_;
    bool indexed_ = false;
    std::string line_; ///< quoted; not a column of the target table
    std::string shape_;
};

} // namespace dunlin::seeder
