// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace dunlin::seeder {

/// A row of a data file that cannot be loaded.
struct bad_row {
    std::size_t line = 0; ///< where the row begins, from 1; 0: unknown
    std::string column;   ///< empty: the whole row
    std::string value;    ///< as in the file, cut to excerpt_limit bytes
    std::string problem;
};

/// The bad rows of one file, up to a limit.
class bad_rows {
public:
    bad_rows(std::string file, std::size_t limit) : file_(std::move(file)), limit_(limit) {}

    /// Masks the values in the report, for tables with a column that may contain secrets.
    void hide_values() noexcept { hides_values_ = true; }
    /// Throws the report when the limit is reached.
    void add(bad_row row);
    /// Throws the report if there are any bad rows.
    void require_none() const;
    [[nodiscard]] bool any() const noexcept { return !rows_.empty(); }

private:
    /// Throws error(failed) that lists all rows, at the position of the first one.
    [[noreturn]] void fail() const;

    std::string file_;
    std::size_t limit_;
    bool hides_values_ = false;
    std::vector<bad_row> rows_;
};

/// A value, cut at a character boundary to at most excerpt_limit bytes, for messages.
inline constexpr std::size_t excerpt_limit = 80;
std::string excerpt(std::string_view value);

} // namespace dunlin::seeder
