// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace dunlin::sqltext {

enum class token_kind { word, keyword, quoted_name, literal, number, parameter, symbol, comment };

/// A token as PostgreSQL's scanner sees it, as byte offsets. A literal includes its prefix and all
/// its continuations: E'..', U&'..', x'..', $tag$..$tag$.
struct token {
    std::size_t begin = 0;
    std::size_t end = 0;
    token_kind kind = token_kind::symbol;
};

/// The tokens of a text, comments included. libpg_query decides which words are keywords, so it
/// depends on the library's PostgreSQL version. Throws error(usage) with line and column when a
/// literal, a quoted name or a comment never ends.
std::vector<token> scan(std::string_view sql);

/// "sha256:" and the digest of a script's tokens. It ignores comments, white space, line ends (also
/// in literals), a byte order mark, the case of unquoted words, and pg_dump's lines \restrict and
/// \unrestrict. Inline COPY data counts byte for byte except for its line ends. A script with a
/// literal or comment that never ends is digested as text, with LF as its line end.
std::string content_checksum(std::string_view script);

} // namespace dunlin::sqltext
