// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace dunlin::migrator {

/// SipHash-1-3 with a key of zeros (Aumasson and Bernstein, "SipHash: a fast short-input PRF").
std::uint64_t sip_hash_1_3(std::string_view bytes) noexcept;

/// What refinery records for a migration: the hash of its name, its version in four bytes (or
/// eight, in programs that were built for that) and its script, in decimal digits.
std::string refinery_checksum(std::string_view name, std::int64_t version, std::string_view script,
                              bool eight_bytes);

} // namespace dunlin::migrator
