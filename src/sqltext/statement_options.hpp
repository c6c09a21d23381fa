// SPDX-License-Identifier: MIT
#pragma once

#include "token_cursor.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace dunlin::sqltext {

/// The list of options of a utility statement: `(name, name value, name = value)`.
class statement_options {
public:
    /// Reads the list at the cursor, if there is one, and moves the cursor after it.
    explicit statement_options(token_cursor& tokens);

    [[nodiscard]] bool has(std::string_view name) const noexcept;
    /// Whether the option is present and not switched off.
    [[nodiscard]] bool is_on(std::string_view name) const noexcept;
    /// Whether the option is absent or not switched off.
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
