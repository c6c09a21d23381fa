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

/// The values of a JSON object in PostgreSQL's input format; see sqldb::text_of_json(). Of repeated
/// members the last one counts.
class json_row {
public:
    struct column_value {
        bool present = false;
        bool null = false;
        std::string text;
    };

    /// The types of the columns, by index.
    explicit json_row(std::vector<sqldb::json_target> targets)
        : targets_(std::move(targets)), values_(targets_.size()) {}

    /// Reads an object. `find` returns the index of a member's column. Returns the problem of an
    /// invalid object, or nullopt.
    std::optional<std::string>
    read(std::string_view object,
         const std::function<std::optional<std::size_t>(const std::string&)>& find);

    [[nodiscard]] const std::vector<column_value>& values() const noexcept { return values_; }
    /// The member without a column, if that was the problem; otherwise empty.
    [[nodiscard]] const std::string& unknown_member() const noexcept { return unknown_member_; }

private:
    std::vector<sqldb::json_target> targets_;
    std::vector<column_value> values_;
    std::string unknown_member_;
};

} // namespace dunlin::seeder
