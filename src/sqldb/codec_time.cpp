// SPDX-License-Identifier: MIT
#include "decode_error.hpp"

#include <dunlin/sqldb/codec.hpp>

namespace dunlin::sqldb {
namespace {

constexpr timestamp first{std::chrono::sys_days{std::chrono::year{1} / 1 / 1}};
constexpr timestamp past_last{std::chrono::sys_days{std::chrono::year{10000} / 1 / 1}};

} // namespace

std::string codec<timestamp>::encode(const timestamp& value) {
    if (value < first || value >= past_last) {
        throw error(error_kind::failed, "a time outside the years 0001 to 9999 cannot be sent");
    }
    return format_utc(value);
}

timestamp codec<timestamp>::decode(std::string_view text) {
    const auto value = parse_timestamp(text);
    if (value) {
        return *value;
    }
    if (text == "infinity" || text == "-infinity") {
        throw error(error_kind::failed,
                    "the time is " + std::string(text) + ", not a point in time")
            .with_hint("read it as text, or make it NULL with NULLIF(column, '" +
                       std::string(text) + "')");
    }
    fail_decoding("time within the years 0001 to 9999", text);
}

} // namespace dunlin::sqldb
