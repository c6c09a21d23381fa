// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace dunlin::seeder {

/// A row of a data file that cannot be loaded.
struct bad_row {
    std::size_t line = 0; ///< where it begins, from 1; 0: not known
    std::string column;   ///< empty: the row as a whole
    std::string value;    ///< as it stands in the file, cut to excerpt_limit bytes
    std::string problem;
};

/// The bad rows of one file, up to a limit.
class bad_rows {
public:
    bad_rows(std::string file, std::size_t limit) : file_(std::move(file)), limit_(limit) {}

    /// The report then shows no values: some are those of a column that holds secrets.
    void hide_values() noexcept { hides_values_ = true; }
    /// Keeps one more. Throws the report when the limit is reached.
    void add(bad_row row);
    /// Throws the report when there is a bad row.
    void require_none() const;
    [[nodiscard]] bool any() const noexcept { return !rows_.empty(); }

private:
    /// error(failed) that lists all rows; its place is the first one's.
    [[noreturn]] void fail() const;

    std::string file_;
    std::size_t limit_;
    bool hides_values_ = false;
    std::vector<bad_row> rows_;
};

/// A value cut, on a character's border, to what an error message bears.
inline constexpr std::size_t excerpt_limit = 80;
std::string excerpt(std::string_view value);

} // namespace dunlin::seeder
