// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/sqldb/json_value.hpp>

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dunlin::seeder {

/// The values of one JSON object, as texts that PostgreSQL reads into the columns; see
/// sqldb::text_of_json. Of a member that stands twice the last one counts.
class json_row {
public:
    struct slot {
        bool present = false;
        bool null = false;
        std::string text;
    };

    /// Columns are known by their index; `targets` says what they hold.
    explicit json_row(std::vector<sqldb::json_target> targets)
        : targets_(std::move(targets)), slots_(targets_.size()) {}

    /// Reads one object. `find` gives the index of a member's column, or nullopt for an unknown
    /// one. nullopt: it was read; otherwise what is wrong with it.
    std::optional<std::string>
    read(std::string_view object,
         const std::function<std::optional<std::size_t>(const std::string&)>& find);

    [[nodiscard]] const std::vector<slot>& slots() const noexcept { return slots_; }
    /// The member that read() did not find a column for; empty when that was not the problem.
    [[nodiscard]] const std::string& unknown() const noexcept { return unknown_; }

private:
    std::vector<sqldb::json_target> targets_;
    std::vector<slot> slots_;
    std::string unknown_;
};

} // namespace dunlin::seeder
