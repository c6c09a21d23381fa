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

/// Sorting, paging and columns of a list.
struct listing_options {
    std::string order_by;
    std::int64_t page = 1;
    std::int64_t rows = 20;
    std::optional<std::string> after;
    bool all = false;
    std::vector<std::string> columns;
};

/// Adds --order-by, --page, --rows, --after, --all and --columns. `orders` lists the columns in
/// help.
void add_listing_options(flag_set& flags, listing_options& options, const std::string& orders);
/// Adds only --page and --rows.
void add_page_options(flag_set& flags, listing_options& options);
void add_columns_option(flag_set& flags, std::vector<std::string>& columns);

/// Throws error(usage) when options contradict each other.
void check_listing(const listing_options& options);

/// What follows the rows of a page: with a number and the total, or reached by a cursor.
output::row_extras page_extras(const listing_options& options, std::int64_t total,
                               const std::optional<cursor>& next);
output::row_extras keyset_extras(const listing_options& options, const std::optional<cursor>& next);

/// Writes the page after --after, or with --all every page. `page` writes up to that many rows
/// after the cursor (nullopt: from the start) and returns the cursor of the next page. Returns the
/// last.
using page_writer =
    std::function<std::optional<cursor>(const std::optional<cursor>&, std::int64_t)>;
std::optional<cursor> write_pages(const listing_options& options, const page_writer& page);

} // namespace dunlin::commands
