// SPDX-License-Identifier: MIT
// Statements are in order, do not overlap, leave nothing out but comments and semicolons, and split
// into themselves.
#include "lexer.hpp"
#include "require.hpp"

#include <dunlin/sqltext/statement.hpp>

#include <cstdint>

using namespace dunlin::sqltext;

namespace {

void require_nothing_in(std::string_view script, std::size_t begin, std::size_t end) {
    lexer gap(script.substr(0, end), begin);
    token t;
    while (gap.next_significant(t)) {
        require(gap.text(t) == ";");
    }
}

void require_single_statement(std::string_view statement) {
    if (statement.starts_with("\xEF\xBB\xBF")) {
        return;
    }
    const auto again = split(statement);
    require(again.size() == 1 && again[0].begin == 0 && again[0].end == statement.size());
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view script(reinterpret_cast<const char*>(data), size);
    std::size_t covered = 0;
    for (const auto& s : split(script)) {
        require(covered <= s.begin && s.begin < s.end && s.end <= size);
        require_nothing_in(script, covered, s.begin);
        require_single_statement(s.text(script));
        covered = s.end;
    }
    require_nothing_in(script, covered, size);
    return 0;
}
