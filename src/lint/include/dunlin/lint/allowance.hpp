// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/base/clock.hpp>
#include <dunlin/lint/lint.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dunlin::lint {

/// `-- dunlin:allow RULE reason="..." until=DATE` above a statement.
struct allowance {
    std::string rule;
    std::string reason;
    std::optional<timestamp> until; ///< the first moment in which it no longer holds
    std::size_t offset = 0;         ///< in the text that it was read from
    std::string problem;            ///< why it has no effect; empty: it has one
};

/// The allowances in the comments of a text, such as the text between two statements.
std::vector<allowance> read_allowances(std::string_view text, timestamp now);

/// The rules about allowances themselves: allowance-invalid and allowance-unused.
std::span<const rule> allowance_rules() noexcept;
extern const rule& allowance_invalid;
extern const rule& allowance_unused;

} // namespace dunlin::lint
