// SPDX-License-Identifier: MIT
#include <dunlin/base/error.hpp>
#include <dunlin/base/page.hpp>

#include <fmt/format.h>

namespace dunlin {

page page::of(std::int64_t number, std::int64_t rows) {
    if (number < 1 || number > max_number) {
        throw error(error_kind::usage,
                    fmt::format("page: must be 1 to {}, not {}", max_number, number));
    }
    if (rows < 1 || rows > max_rows) {
        throw error(error_kind::usage,
                    fmt::format("rows: must be 1 to {}, not {}", max_rows, rows));
    }
    return {number, rows};
}

} // namespace dunlin
