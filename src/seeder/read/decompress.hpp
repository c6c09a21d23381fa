// SPDX-License-Identifier: MIT
#pragma once

#include "read/input.hpp"

#include <memory>
#include <string>
#include <string_view>

namespace dunlin::seeder {

/// Whether the first bytes are those of a gzip member (RFC 1952, 2.3.1) or a zstd frame (RFC 8878,
/// 3.1).
bool is_gzip(std::string_view start) noexcept;
bool is_zstd(std::string_view start) noexcept;

/// Decompresses gzip or zstd data, which may consist of several members or frames. `source` must
/// outlive the result; errors name `file`.
std::unique_ptr<byte_source> decompress_gzip(byte_source& source, std::string file);
std::unique_ptr<byte_source> decompress_zstd(byte_source& source, std::string file);

} // namespace dunlin::seeder
