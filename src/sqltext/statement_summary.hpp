// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/sqltext/tokens.hpp>

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace dunlin::sqltext {

/// Reads from a statement's first tokens its operation and its target, for the name of a span: one
/// of a fixed set of operations, and the first object named.
class statement_summary {
public:
    statement_summary(std::string_view sql, const std::vector<token>& tokens);

    [[nodiscard]] const std::string& operation() const noexcept { return operation_; }
    [[nodiscard]] const std::string& target() const noexcept { return target_; }

private:
    void read();
    void read_definition();
    void read_rows();
    void read_name();
    bool skip_to(std::string_view word);
    void skip(std::span<const std::string_view> any);
    [[nodiscard]] std::string word() const;
    [[nodiscard]] bool is_symbol(char symbol) const;

    std::string_view sql_;
    std::vector<token> tokens_; ///< without comments
    std::size_t at_ = 0;
    std::string operation_;
    std::string target_;
};

} // namespace dunlin::sqltext
