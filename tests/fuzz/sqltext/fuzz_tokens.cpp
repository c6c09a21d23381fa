// SPDX-License-Identifier: MIT
// Tokens begin where libpg_query begins them, and a comment in front changes neither class nor
// checksum.
#include "libpg_query.hpp"
#include "require.hpp"

#include <dunlin/base/error.hpp>
#include <dunlin/base/text.hpp>
#include <dunlin/sqltext/classify.hpp>
#include <dunlin/sqltext/tokens.hpp>

#include <cstdint>

using namespace dunlin::sqltext;

namespace {

/// Where the two are known to differ: libpg_query does not join literals across a line comment, and
/// before PostgreSQL 16 a vertical tab was no white space.
bool comparable(std::string_view sql) {
    const bool joined =
        sql.find("--") != std::string_view::npos && sql.find('\'') != std::string_view::npos;
    return !joined && !dunlin::find_invalid_utf8(sql) && sql.find('\v') == std::string_view::npos &&
           dunlin::without_bom(sql) == sql;
}

void require_agreement(std::string_view sql, const std::vector<token>& own) {
    const auto library = scan_with_library(std::string(sql));
    if (!library) {
        return;
    }
    require(library->size() == own.size());
    for (std::size_t i = 0; i < own.size(); ++i) {
        require((*library)[i].begin == own[i].begin);
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view sql(reinterpret_cast<const char*>(data), size);
    try {
        const auto tokens = scan(sql);
        if (comparable(sql)) {
            require_agreement(sql, tokens);
        }
        if (dunlin::without_bom(sql) == sql) {
            const std::string commented = "/* ; */" + std::string(sql);
            require(classify(commented) == classify(sql));
            // With one, COPY data or a fence of pg_dump may hide or bare a quote that never ends.
            const bool plain = sql.find('\\') == std::string_view::npos;
            require(!plain || content_checksum(commented) == content_checksum(sql));
        }
    } catch (const dunlin::error& e) {
        require(e.kind() == dunlin::error_kind::usage && e.where());
        content_checksum(sql);
        classify(sql);
    }
    return 0;
}
