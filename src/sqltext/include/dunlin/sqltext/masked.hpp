// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace dunlin::sqltext {

/// What a log or a trace may hold of a text of statements: no data and no secret.
struct masked_text {
    std::string text;      ///< on one line, without comments, every literal and number a "?"
    std::string operation; ///< "SELECT", "CREATE TABLE", "BATCH" for several; may be empty
    std::string target;    ///< what it names first: "public.widgets"; may be empty
    std::size_t statements = 0;
};

/// Masks a text. `longest` bounds the result's text, in bytes. Text that cannot be scanned (a
/// literal that never ends) is not shown at all; neither is one longer than 256 KiB, which would
/// cost more to read than it tells.
masked_text mask(std::string_view sql, std::size_t longest = std::string_view::npos);

} // namespace dunlin::sqltext
