// SPDX-License-Identifier: MIT
#pragma once

#include "read/input.hpp"

#include <memory>
#include <string>
#include <string_view>

namespace dunlin::seeder {

/// Whether bytes begin as a gzip member (RFC 1952, 2.3.1) or a zstd frame (RFC 8878, 3.1) does.
bool looks_gzip(std::string_view start) noexcept;
bool looks_zstd(std::string_view start) noexcept;

/// The content of gzip or zstd data, several members or frames after each other included. `from`
/// must outlive it; `file` is named in errors.
std::unique_ptr<byte_source> unpack_gzip(byte_source& from, std::string file);
std::unique_ptr<byte_source> unpack_zstd(byte_source& from, std::string file);

} // namespace dunlin::seeder
