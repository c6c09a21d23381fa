// SPDX-License-Identifier: MIT
// Parts and their data are in order, and what is refused is refused with its place. Without a
// backslash and without COPY data, a script reads as it splits.
#include "require.hpp"

#include <dunlin/base/error.hpp>
#include <dunlin/sqltext/script.hpp>

#include <algorithm>
#include <cstdint>

using namespace dunlin::sqltext;

namespace {

void check(std::string_view script, const std::vector<script_part>& parts) {
    std::size_t covered = 0;
    for (const auto& part : parts) {
        require(covered <= part.sql.begin && part.sql.begin < part.sql.end);
        covered = part.sql.end;
        if (part.has_copy_data) {
            require(covered < part.data_begin && part.data_begin <= part.data_end);
            require(script.substr(part.data_end, 2) == "\\.");
            covered = part.data_end + 2;
        }
    }
    require(covered <= script.size());
    if (script.find('\\') == std::string_view::npos) {
        require(parts.size() == split(script).size());
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view script(reinterpret_cast<const char*>(data), size);
    try {
        check(script, read_script(script, "f.sql"));
    } catch (const dunlin::error& e) {
        require(e.kind() == dunlin::error_kind::config && e.where() && e.where()->line > 0);
    }
    return 0;
}
