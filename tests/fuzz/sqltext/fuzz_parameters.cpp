// SPDX-License-Identifier: MIT
// A bound statement scans as the original does, with parameters where names were, and holds no more
// names.
#include "lexer.hpp"
#include "require.hpp"

#include <dunlin/base/error.hpp>
#include <dunlin/sqltext/parameters.hpp>

#include <cstdint>

using namespace dunlin::sqltext;

namespace {

bool next_of(lexer& tokens, token& t) {
    return tokens.next_significant(t);
}

void require_same_tokens(std::string_view sql, const positional& bound) {
    lexer before(sql);
    lexer after(bound.sql);
    token was;
    token is;
    while (next_of(after, is)) {
        require(next_of(before, was));
        if (after.text(is) == before.text(was)) {
            continue;
        }
        require(is.kind == token_kind::parameter && before.text(was) == ":");
        require(next_of(before, was) && was.kind == token_kind::word);
        const auto number = std::stoul(std::string(after.text(is).substr(1)));
        require(number >= 1 && bound.names.at(number - 1) == before.text(was));
    }
    require(!next_of(before, was));
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view sql(reinterpret_cast<const char*>(data), size);
    try {
        const auto bound = bind_names(sql);
        require_same_tokens(sql, bound);
        const auto again = bind_names(bound.sql);
        require(again.names.empty() && again.sql == bound.sql);
    } catch (const dunlin::error& e) {
        require(e.kind() == dunlin::error_kind::usage && e.where());
    }
    return 0;
}
