// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/base/cursor.hpp>
#include <dunlin/output/row_writer.hpp>

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace dunlin::commands {

class flag_set;

/// How a list is cut into pages.
struct listing_options {
    std::string order_by;
    std::int64_t page = 1;
    std::int64_t rows = 20;
    std::optional<std::string> after;
    bool all = false;
    std::vector<std::string> columns;
};

/// --order-by, --page, --rows, --after, --all and --columns.
void add_listing(flag_set& flags, listing_options& options, const std::string& orders);
/// --page and --rows alone.
void add_page(flag_set& flags, listing_options& options);
void add_columns(flag_set& flags, std::vector<std::string>& columns);

/// Throws error(usage) when options contradict each other.
void check_listing(const listing_options& options);

/// What a list knows at its end.
output::row_extras page_extras(const listing_options& options, std::int64_t total,
                               const std::optional<cursor>& next);
output::row_extras keyset_extras(const listing_options& options, const std::optional<cursor>& next);

/// Tells page by page from a place on: `page` gets a place and how many rows are wanted, writes
/// them, and returns the next place. With `all` until there is none. Returns the last.
using page_writer =
    std::function<std::optional<cursor>(const std::optional<cursor>&, std::int64_t)>;
std::optional<cursor> write_pages(const listing_options& options, const page_writer& page);

} // namespace dunlin::commands
