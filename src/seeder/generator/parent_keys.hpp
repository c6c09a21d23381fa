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

/// The keys of a parent table that a foreign key draws from, in one block of memory.
class parent_keys {
public:
    /// How many parents are kept at the most, unless each may be used only once.
    static constexpr std::int64_t usual_limit = 100'000;

    /// Reads them in the order of the key, so that the same rows give the same draws. `unused`
    /// leaves out the parents that the child refers to already.
    parent_keys(sqldb::executor& db, const table_shape& child, const foreign_key_shape& key,
                bool unused, std::int64_t limit);

    [[nodiscard]] std::size_t size() const noexcept { return (ends_.size() - 1) / width_; }
    [[nodiscard]] std::string_view at(std::size_t parent, std::size_t column) const {
        const std::size_t cell = parent * width_ + column;
        return std::string_view(text_).substr(ends_[cell], ends_[cell + 1] - ends_[cell]);
    }

    /// The parents whose columns (positions in the key) have these values.
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
