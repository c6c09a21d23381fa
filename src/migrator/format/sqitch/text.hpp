// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace dunlin::migrator {

bool is_blank(char c) noexcept;
/// Removes blanks from the front; whether there were any.
bool skip_blanks(std::string_view& rest);
/// The number of bytes at the front that are a name of sqitch: no punctuation at either end; no
/// blanks, `:`, `@`, `#` or backslash within. 0: there is none.
std::size_t sqitch_name_size(std::string_view text);
/// Removes "2013-12-30T23:49:00Z" from the front and returns it; empty when it is not there.
std::string_view read_sqitch_time(std::string_view& rest);
/// A note without surrounding blanks, its escapes \n, \r and \\ replaced.
std::string sqitch_note(std::string_view text);

} // namespace dunlin::migrator
