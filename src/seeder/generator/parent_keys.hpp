// SPDX-License-Identifier: MIT
#pragma once

#include "generator/random.hpp"
#include "table/table_shape.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace dunlin::seeder {

/// The keys of a parent table, in one block of memory.
class parent_keys {
public:
    /// The maximum number of parents, unless each can be used only once.
    static constexpr std::int64_t default_limit = 100'000;

    /// Reads the keys in their order, so that a seed gives the same rows. `unused` leaves out
    /// parents that the child table references already.
    parent_keys(sqldb::executor& db, const table_shape& child, const foreign_key_shape& key,
                bool unused, std::int64_t limit);

    [[nodiscard]] std::size_t size() const noexcept { return (ends_.size() - 1) / width_; }
    [[nodiscard]] std::string_view at(std::size_t parent, std::size_t column) const {
        const std::size_t cell = parent * width_ + column;
        return std::string_view(text_).substr(ends_[cell], ends_[cell + 1] - ends_[cell]);
    }

    /// The parents with the values in the columns, which are positions in the key; always the same
    /// columns for one object.
    const std::vector<std::uint32_t>& matching(const std::vector<std::size_t>& columns,
                                               const std::vector<std::string_view>& values);

private:
    std::size_t width_;
    std::string text_;
    std::vector<std::uint32_t> ends_{0};
    std::map<std::string, std::vector<std::uint32_t>, std::less<>> by_values_;
    bool indexed_ = false;
};

} // namespace dunlin::seeder
