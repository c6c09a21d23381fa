// SPDX-License-Identifier: MIT
#include "read/json_row.hpp"

#include <dunlin/base/error.hpp>
#include <dunlin/base/json_reader.hpp>
#include <dunlin/base/text.hpp>

namespace dunlin::seeder {
std::optional<std::string>
json_row::read(std::string_view object,
               const std::function<std::optional<std::size_t>(const std::string&)>& find) {
    for (auto& value : values_) {
        value.present = false;
    }
    unknown_member_.clear();
    if (!trim(object).starts_with('{')) {
        return "not a JSON object";
    }
    try {
        for (const auto& [name, value] : json_members(object)) {
            const auto index = find(name);
            if (!index) {
                unknown_member_ = name;
                return "unknown column " + name;
            }
            auto text = sqldb::text_of_json(value, targets_[*index]);
            values_[*index] = {true, !text.has_value(), std::move(text).value_or("")};
        }
    } catch (const error& problem) {
        return problem.message();
    }
    return std::nullopt;
}

} // namespace dunlin::seeder
