// SPDX-License-Identifier: MIT
#include "generator/parent_keys.hpp"

#include <fmt/format.h>

namespace dunlin::seeder {
namespace {

std::string join(const std::vector<std::string>& parts, std::string_view separator) {
    return fmt::format("{}", fmt::join(parts, separator));
}

} // namespace

parent_keys::parent_keys(sqldb::executor& db, const table_shape& child,
                         const foreign_key_shape& key, bool unused, std::int64_t limit)
    : width_(key.parent_columns.size()) {
    std::vector<std::string> columns;
    std::vector<std::string> conditions;
    std::vector<std::string> pairs;
    for (std::size_t i = 0; i < width_; ++i) {
        columns.push_back("p." + quote_name(key.parent_columns[i]));
        conditions.push_back(columns.back() + " IS NOT NULL");
        pairs.push_back("c." + quote_name(child.columns[key.columns[i]].name) + " = " +
                        columns.back());
    }
    if (unused) {
        conditions.push_back(fmt::format("NOT EXISTS (SELECT FROM {} c WHERE {})",
                                         quote_name(child.name), join(pairs, " AND ")));
    }
    const std::string list = join(columns, ", ");
    db.stream(fmt::format("SELECT {} FROM {} p WHERE {} ORDER BY {} LIMIT {}", list,
                          quote_name(key.parent), join(conditions, " AND "), list, limit),
              {}, [&](const sqldb::row& row) {
                  for (std::size_t i = 0; i < width_; ++i) {
                      text_ += row.text(i);
                      ends_.push_back(static_cast<std::uint32_t>(text_.size()));
                  }
              });
}

const std::vector<std::uint32_t>&
parent_keys::matching(const std::vector<std::size_t>& columns,
                      const std::vector<std::string_view>& values) {
    static const std::vector<std::uint32_t> none;
    if (!indexed_) {
        indexed_ = true;
        for (std::uint32_t parent = 0; parent < size(); ++parent) {
            std::string key;
            for (const std::size_t column : columns) {
                (key += at(parent, column)) += '\0';
            }
            by_values_[key].push_back(parent);
        }
    }
    std::string key;
    for (const auto value : values) {
        (key += value) += '\0';
    }
    const auto found = by_values_.find(key);
    return found == by_values_.end() ? none : found->second;
}

} // namespace dunlin::seeder
