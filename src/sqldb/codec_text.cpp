// SPDX-License-Identifier: MIT
#include "decode_error.hpp"

#include <dunlin/sqldb/codec.hpp>

namespace dunlin::sqldb {

std::string codec<bool>::encode(const bool& value) {
    return value ? "true" : "false";
}
bool codec<bool>::decode(std::string_view text) {
    if (text == "t" || text == "true") {
        return true;
    }
    if (text == "f" || text == "false") {
        return false;
    }
    fail_decoding("boolean", text);
}

void fail_unnamed_enum(long long value) {
    throw error(error_kind::failed,
                "the enum value " + std::to_string(value) + " has no name in enum_names");
}

void fail_unknown_enum_name(std::string_view text) {
    fail_decoding("name of the enum", text);
}

std::string codec<std::string>::encode(const std::string& value) {
    return value;
}
std::string codec<std::string>::decode(std::string_view text) {
    return std::string(text);
}

std::string codec<numeric>::encode(const numeric& value) {
    return value.text;
}
numeric codec<numeric>::decode(std::string_view text) {
    return {std::string(text)};
}

std::string codec<json>::encode(const json& value) {
    return value.text;
}
json codec<json>::decode(std::string_view text) {
    return {std::string(text)};
}

std::string codec<uuid>::encode(const uuid& value) {
    return value.to_string();
}
uuid codec<uuid>::decode(std::string_view text) {
    const auto value = uuid::parse(text);
    if (!value) {
        fail_decoding("uuid", text);
    }
    return *value;
}

} // namespace dunlin::sqldb
