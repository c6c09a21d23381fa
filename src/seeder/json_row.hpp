// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dunlin::seeder {

/// The values of one JSON object, as texts that PostgreSQL reads into the columns. Numbers keep
/// their digits. A nested value is its JSON text as it stands, or an array literal where the column
/// is an array. Of a member that stands twice the last one counts.
class json_row {
public:
    struct slot {
        bool present = false;
        bool null = false;
        std::string text;
    };

    /// Columns are known by their index; `is_array` says which are arrays.
    explicit json_row(std::vector<bool> is_array)
        : is_array_(std::move(is_array)), slots_(is_array_.size()) {}

    /// Reads one object. `find` gives the index of a member's column, or nullopt for an unknown
    /// one. nullopt: it was read; otherwise what is wrong with it.
    std::optional<std::string>
    read(std::string_view object,
         const std::function<std::optional<std::size_t>(const std::string&)>& find);

    [[nodiscard]] const std::vector<slot>& slots() const noexcept { return slots_; }
    /// The member that read() did not find a column for; empty when that was not the problem.
    [[nodiscard]] const std::string& unknown() const noexcept { return unknown_; }

private:
    std::vector<bool> is_array_;
    std::vector<slot> slots_;
    std::string unknown_;
};

} // namespace dunlin::seeder
