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

std::string codec<std::int16_t>::encode(const std::int16_t& value) {
    return std::to_string(value);
}
std::int16_t codec<std::int16_t>::decode(std::string_view text) {
    return read_number<std::int16_t>(text, "smallint");
}

std::string codec<std::int32_t>::encode(const std::int32_t& value) {
    return std::to_string(value);
}
std::int32_t codec<std::int32_t>::decode(std::string_view text) {
    return read_number<std::int32_t>(text, "integer");
}

std::string codec<std::int64_t>::encode(const std::int64_t& value) {
    return std::to_string(value);
}
std::int64_t codec<std::int64_t>::decode(std::string_view text) {
    return read_number<std::int64_t>(text, "bigint");
}

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
