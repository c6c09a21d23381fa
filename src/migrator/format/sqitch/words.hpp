// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace dunlin::migrator {

bool is_blank(char c) noexcept;
/// Takes blanks off the front; whether there were any.
bool take_blanks(std::string_view& rest);
/// How many bytes at the front are a name of sqitch: no punctuation at either end, no blanks, `:`,
/// `@`, `#` or backslash within. 0: it is none.
std::size_t sqitch_name_size(std::string_view text);
/// Takes "2013-12-30T23:49:00Z" off the front; empty when it does not stand there.
std::string_view take_sqitch_time(std::string_view& rest);
/// A note without its margins, its escapes \n, \r and \\ undone.
std::string sqitch_note(std::string_view text);

} // namespace dunlin::migrator
