// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace dunlin::seeder {

/// One end of a range, as the text of a constant.
struct rule_bound {
    std::string value;
    bool inclusive = true;
};

/// The bounds of values, all of which apply. Without bounds an end is open.
struct rule_window {
    std::vector<rule_bound> low;
    std::vector<rule_bound> high;
};

/// The requirements of CHECK constraints for a column.
struct value_rule {
    std::optional<std::vector<std::string>> choices; ///< the only values allowed
    std::vector<std::string> excluded;
    rule_window window;
    /// By partition of a partitioned table: values must be in one of these as well, unless empty.
    std::vector<rule_window> windows;
    std::int64_t min_length = 0; ///< in characters
    std::optional<std::int64_t> max_length;
    std::int64_t min_elements = 0;
    std::optional<std::int64_t> max_elements;
    std::vector<std::string> patterns; ///< regular expressions, all of which must match
    std::optional<std::vector<std::string>> element_choices; ///< of an array's elements
    std::string json_kind;                                   ///< "object" or "array", or empty
    enum class letters { any, lower, upper } letter_case = letters::any;
    bool not_null = false;

    /// Removes the choices that are not in a list of values.
    void restrict_to(std::vector<std::string> values);
};

/// `left operation right` between two columns of a row: "<", "<=", ">", ">=", "<>" or "=".
struct column_relation {
    std::size_t left = 0;
    std::string operation;
    std::size_t right = 0;
};

} // namespace dunlin::seeder
