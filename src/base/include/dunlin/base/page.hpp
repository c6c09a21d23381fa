// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

namespace dunlin {

/// A page of a list: page 1, 2 ... of 1 to 1000 rows each.
class page {
public:
    static constexpr std::int64_t max_rows = 1000;
    static constexpr std::int64_t max_number = 1'000'000'000;

    /// Throws error(usage) for a number outside 1..last_number or rows outside 1..most_rows.
    static page of(std::int64_t number, std::int64_t rows);

    [[nodiscard]] std::int64_t number() const noexcept { return number_; }
    [[nodiscard]] std::int64_t rows() const noexcept { return rows_; }
    /// The number of rows before this page.
    [[nodiscard]] std::int64_t offset() const noexcept { return (number_ - 1) * rows_; }
    bool operator==(const page&) const = default;

private:
    page(std::int64_t number, std::int64_t rows) : number_(number), rows_(rows) {}
    std::int64_t number_;
    std::int64_t rows_;
};

} // namespace dunlin
