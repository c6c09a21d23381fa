// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace dunlin::sqltext {

/// SQL text for a log or a trace, without data and secrets.
struct masked_text {
    std::string text;      ///< on one line, without comments, with "?" for every literal and number
    std::string operation; ///< "SELECT", "CREATE TABLE", "BATCH" for several; may be empty
    std::string target;    ///< the first object named: "public.widgets"; may be empty
    std::size_t statements = 0;
};

/// Masks SQL text. `longest` is the maximum size of the masked text in bytes. Text that cannot be
/// scanned (a literal that never ends) or is longer than 256 KiB is replaced by a description.
masked_text mask(std::string_view sql, std::size_t longest = std::string_view::npos);

} // namespace dunlin::sqltext
