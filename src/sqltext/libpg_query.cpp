// SPDX-License-Identifier: MIT
#include "libpg_query.hpp"

#include <pg_query.h>

#include <cstdint>
#include <memory>

namespace dunlin::sqltext {
namespace {

/// Reads the part of the Protocol Buffers wire format that a scan result uses: varints and nested
/// messages. Later versions keep the field numbers of pg_query.proto, whereas token numbers change
/// with PostgreSQL.
class wire_reader {
public:
    explicit wire_reader(std::string_view bytes) : bytes_(bytes) {}

    [[nodiscard]] bool at_end() const noexcept { return bytes_.empty(); }

    std::uint64_t varint() noexcept {
        std::uint64_t value = 0;
        for (unsigned shift = 0; !bytes_.empty() && shift < 64; shift += 7) {
            const auto byte = static_cast<unsigned char>(bytes_.front());
            bytes_.remove_prefix(1);
            value |= static_cast<std::uint64_t>(byte & 0x7FU) << shift;
            if ((byte & 0x80U) == 0) {
                break;
            }
        }
        return value;
    }

    std::string_view message() noexcept {
        const auto length = static_cast<std::size_t>(varint());
        const auto content = bytes_.substr(0, length);
        bytes_.remove_prefix(content.size());
        return content;
    }

private:
    std::string_view bytes_;
};

constexpr std::uint64_t tokens_field = 2U << 3U | 2U;
constexpr std::uint64_t start_field = 1U << 3U;
constexpr std::uint64_t end_field = 2U << 3U;
constexpr std::uint64_t keyword_kind_field = 5U << 3U;

library_token read_token(std::string_view bytes) noexcept {
    library_token t;
    wire_reader fields(bytes);
    while (!fields.at_end()) {
        const auto field = fields.varint();
        const auto value = fields.varint();
        if (field == start_field) {
            t.begin = static_cast<std::size_t>(value);
        } else if (field == end_field) {
            t.end = static_cast<std::size_t>(value);
        } else if (field == keyword_kind_field) {
            t.keyword = value != 0;
        }
    }
    return t;
}

std::vector<library_token> read_tokens(std::string_view bytes) {
    std::vector<library_token> tokens;
    wire_reader fields(bytes);
    while (!fields.at_end()) {
        if (fields.varint() == tokens_field) {
            tokens.push_back(read_token(fields.message()));
        } else {
            fields.varint();
        }
    }
    return tokens;
}

struct free_scan {
    void operator()(PgQueryScanResult* result) const noexcept {
        pg_query_free_scan_result(*result);
    }
};

struct free_parse {
    void operator()(PgQueryParseResult* result) const noexcept {
        pg_query_free_parse_result(*result);
    }
};

struct free_split {
    void operator()(PgQuerySplitResult* result) const noexcept {
        pg_query_free_split_result(*result);
    }
};

bool holds_nul(const std::string& sql) noexcept {
    return sql.find('\0') != std::string::npos;
}

} // namespace

std::optional<std::vector<library_token>> scan_with_library(const std::string& sql) {
    if (holds_nul(sql)) {
        return std::nullopt;
    }
    PgQueryScanResult result = pg_query_scan(sql.c_str());
    const std::unique_ptr<PgQueryScanResult, free_scan> owner(&result);
    if (result.error != nullptr) {
        return std::nullopt;
    }
    return read_tokens({result.pbuf.data, result.pbuf.len});
}

std::optional<std::string> parse_with_library(const std::string& sql, std::size_t longest) {
    if (holds_nul(sql) || sql.size() > longest) {
        return std::nullopt;
    }
    PgQueryParseResult result = pg_query_parse(sql.c_str());
    const std::unique_ptr<PgQueryParseResult, free_parse> owner(&result);
    if (result.error != nullptr) {
        return std::nullopt;
    }
    return std::string(result.parse_tree);
}

std::optional<library_error> parse_error_of(const std::string& sql) {
    if (holds_nul(sql)) {
        return std::nullopt;
    }
    PgQuerySplitResult result = pg_query_split_with_parser(sql.c_str());
    const std::unique_ptr<PgQuerySplitResult, free_split> owner(&result);
    if (result.error == nullptr) {
        return std::nullopt;
    }
    const int character = result.error->cursorpos;
    return library_error{result.error->message,
                         character > 0 ? static_cast<std::size_t>(character) : 0};
}

int library_version() noexcept {
    return PG_VERSION_NUM / 10000;
}

} // namespace dunlin::sqltext
