// SPDX-License-Identifier: MIT
#include "decode_error.hpp"

#include <dunlin/sqldb/codec.hpp>

#include <array>
#include <charconv>
#include <cmath>

namespace dunlin::sqldb {
namespace {

template <class T> T read_number(std::string_view text, std::string_view type) {
    T value{};
    const auto* end = text.data() + text.size();
    const auto [rest, problem] = std::from_chars(text.data(), end, value);
    if (problem != std::errc{} || rest != end) {
        fail_decoding(type, text);
    }
    return value;
}

/// The shortest text that reads back as the same number (std::to_chars promises it), with
/// PostgreSQL's names for NaN and infinities (manual, 8.1.3).
template <class T> std::string write_float(T value) {
    if (std::isnan(value)) {
        return "NaN";
    }
    if (std::isinf(value)) {
        return value > 0 ? "Infinity" : "-Infinity";
    }
    std::array<char, 64> text{};
    const auto [end, problem] = std::to_chars(text.data(), text.data() + text.size(), value);
    return {text.data(), end};
}

} // namespace

#define DUNLIN_SQLDB_INTEGER(type, name)                                                           \
    std::string codec<type>::encode(const type& value) {                                           \
        return std::to_string(value);                                                              \
    }                                                                                              \
    type codec<type>::decode(std::string_view text) {                                              \
        return read_number<type>(text, name);                                                      \
    }
DUNLIN_SQLDB_INTEGER(signed char, "integer of 1 byte")
DUNLIN_SQLDB_INTEGER(unsigned char, "unsigned integer of 1 byte")
DUNLIN_SQLDB_INTEGER(short, "smallint")
DUNLIN_SQLDB_INTEGER(unsigned short, "unsigned integer of 2 bytes")
DUNLIN_SQLDB_INTEGER(int, "integer")
DUNLIN_SQLDB_INTEGER(unsigned int, "unsigned integer of 4 bytes")
DUNLIN_SQLDB_INTEGER(long, "bigint")
DUNLIN_SQLDB_INTEGER(unsigned long, "unsigned integer of 8 bytes")
DUNLIN_SQLDB_INTEGER(long long, "bigint")
DUNLIN_SQLDB_INTEGER(unsigned long long, "unsigned integer of 8 bytes")
#undef DUNLIN_SQLDB_INTEGER

std::string codec<float>::encode(const float& value) {
    return write_float(value);
}
float codec<float>::decode(std::string_view text) {
    return read_number<float>(text, "real");
}

std::string codec<double>::encode(const double& value) {
    return write_float(value);
}
double codec<double>::decode(std::string_view text) {
    return read_number<double>(text, "double precision");
}

} // namespace dunlin::sqldb
