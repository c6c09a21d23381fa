// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/base/clock.hpp>
#include <dunlin/output/row_writer.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace dunlin::commands {

/// A cell of a row, which refers to the text; NULL for empty text.
inline output::cell cell_or_null(const std::string& text) {
    return text.empty() ? std::nullopt : output::cell(text);
}

/// A JSON value; null for empty text.
inline std::optional<std::string> text_or_null(const std::string& text) {
    return text.empty() ? std::nullopt : std::optional(text);
}

/// A number as text; empty for 0.
inline std::string number_text(std::size_t number) {
    return number == 0 ? "" : std::to_string(number);
}

/// False for what a tool's ledger does not record, and for times that no calendar shows.
inline bool is_known(timestamp at) {
    return at != timestamp();
}

inline std::int64_t whole_milliseconds(std::chrono::microseconds duration) {
    return std::chrono::duration_cast<std::chrono::milliseconds>(duration).count();
}

} // namespace dunlin::commands
