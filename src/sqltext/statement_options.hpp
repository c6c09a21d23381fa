// SPDX-License-Identifier: MIT
#pragma once

#include "token_cursor.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace dunlin::sqltext {

/// A list of options as utility statements take it: `(name, name value, name = value)`.
class statement_options {
public:
    /// Reads the list that stands at the cursor and leaves the cursor behind it; no list, no
    /// options.
    explicit statement_options(token_cursor& tokens);

    [[nodiscard]] bool has(std::string_view name) const noexcept;
    /// Whether it is given and not switched off.
    [[nodiscard]] bool is_on(std::string_view name) const noexcept;
    /// Whether it is not given, or not switched off.
    [[nodiscard]] bool is_on_by_default(std::string_view name) const noexcept;

private:
    struct option {
        std::string name; ///< lower case
        bool off = false;
    };
    [[nodiscard]] const option* find(std::string_view name) const noexcept;

    std::vector<option> options_;
};

} // namespace dunlin::sqltext
