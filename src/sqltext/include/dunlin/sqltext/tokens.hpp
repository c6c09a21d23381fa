// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace dunlin::sqltext {

enum class token_kind { word, keyword, quoted_name, literal, number, parameter, symbol, comment };

/// A token as PostgreSQL's scanner sees it, as byte offsets.
struct token {
    std::size_t begin = 0;
    std::size_t end = 0;
    token_kind kind = token_kind::symbol;
};

/// The tokens of a text, comments included. Throws error(usage) with line and column when the
/// scanner cannot read it (a literal that never ends).
std::vector<token> scan(std::string_view sql);

/// "sha256:" and the digest of the token stream: blind to comments, white space, line ends, a byte
/// order mark, and the case of unquoted words. Text that cannot be scanned is digested as it is,
/// with its line ends made LF.
std::string content_checksum(std::string_view sql);

} // namespace dunlin::sqltext
