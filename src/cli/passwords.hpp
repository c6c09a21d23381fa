// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace dunlin::cli {

/// The text with the passwords of connection URLs (`postgres://user:secret@host`,
/// `?password=secret`) and of key=value strings (`password=secret`, quoted or not) replaced by
/// "***". Other text is unchanged.
std::string redact(std::string_view text);

/// Overwrites the same places of an argument vector with asterisks, in memory.
void mask_arguments(int argc, char** argv) noexcept;

} // namespace dunlin::cli
