// SPDX-License-Identifier: MIT
#pragma once

#include "table/table_shape.hpp"

#include <dunlin/sqldb/transaction.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace dunlin::seeder {

/// Rows of a staging table: those of some lines, of one shape or of all.
struct staged_rows {
    std::vector<std::size_t> columns; ///< that they fill, as indexes into the table's columns
    std::optional<std::size_t> shape{};
    std::int64_t first_line = 0;
    std::optional<std::int64_t> last_line{};
};

/// A temporary table that takes rows before they meet the real one, with the line of each. It has
/// the real table's types, domains taken off, and none of its constraints and defaults: those
/// belong to the real table, whose triggers may mend a row first. All of it goes with the
/// transaction.
class staging {
public:
    struct form {
        bool has_shapes = false;
        /// COPY puts each row away at once, so that the server's errors name its very line.
        bool one_by_one = false;
    };
    staging(sqldb::transaction& open, const table_shape& table, std::vector<std::size_t> columns,
            form what);

    /// For COPY: name and columns, as row_source writes its staged rows.
    [[nodiscard]] std::string copy_target() const;
    /// The table, for SQL.
    [[nodiscard]] std::string name() const;
    /// The condition that holds for the rows, of the table under the alias "staged".
    [[nodiscard]] std::string condition(const staged_rows& rows) const;
    /// The name of the line's column, and the type of one of the others.
    [[nodiscard]] std::string line() const;
    [[nodiscard]] const std::string& type_of(std::size_t column) const;

    /// The lines of the first and the last of the rows; nullopt when there are none.
    std::optional<std::pair<std::int64_t, std::int64_t>> lines_of(const staged_rows& rows);
    /// All rows in the order of their lines, cut where the shape changes.
    std::vector<staged_rows> runs(const std::vector<std::vector<std::size_t>>& shapes);
    /// Makes rows quick to find by their lines.
    void index_lines();
    void clear();
    void drop();

private:
    sqldb::transaction& open_;
    const table_shape& table_;
    std::vector<std::size_t> columns_;
    std::vector<std::string> types_; ///< of columns_
    form form_;
    bool indexed_ = false;
    std::string line_; ///< names that no column of the table has
    std::string shape_;
};

} // namespace dunlin::seeder
