// SPDX-License-Identifier: MIT
#include "shared/listing.hpp"

#include <dunlin/base/error.hpp>
#include <dunlin/base/page.hpp>
#include <dunlin/commands/flag_set.hpp>

#include <fmt/format.h>

namespace dunlin::commands {

void add_columns_option(flag_set& flags, std::vector<std::string>& columns) {
    flags.add("--columns", columns, "Columns to print, separated by commas (default: all)")
        .value_name("NAMES")
        .separated_by(',')
        .repeatable();
}

void add_page_options(flag_set& flags, listing_options& options) {
    flags.add("--page", options.page, "Page to print (default: 1)").value_name("NUMBER");
    flags.add("--rows", options.rows, "Rows per page, 1 to 1000 (default: 20)").value_name("COUNT");
}

void add_listing_options(flag_set& flags, listing_options& options, const std::string& orders) {
    flags.group("Sorting and paging");
    flags
        .add("--order-by", options.order_by,
             fmt::format("Sort by {} (default: date_created); :desc sorts in descending order",
                         orders))
        .value_name("COLUMN[:desc]");
    add_page_options(flags, options);
    flags
        .add("--after", options.after,
             "Continue after the cursor that the previous page printed as \"next\"")
        .value_name("CURSOR");
    flags.add_switch("--all", options.all, "Print all rows");
    add_columns_option(flags, options.columns);
}

void check_listing(const listing_options& options) {
    if (options.page != 1 && (options.after || options.all)) {
        throw error(error_kind::usage, fmt::format("--page and {} cannot be used together",
                                                   options.after ? "--after" : "--all"));
    }
    (void)page::of(options.page, options.rows);
}

output::row_extras page_extras(const listing_options& options, std::int64_t total,
                               const std::optional<cursor>& next) {
    output::row_extras extras;
    extras.total = total;
    extras.page = options.page;
    extras.rows_per_page = options.rows;
    if (next) {
        extras.next = encode_cursor(*next);
    }
    return extras;
}

output::row_extras keyset_extras(const listing_options& options,
                                 const std::optional<cursor>& next) {
    output::row_extras extras;
    if (!options.all) {
        extras.rows_per_page = options.rows;
    }
    if (next) {
        extras.next = encode_cursor(*next);
    }
    return extras;
}

std::optional<cursor> write_pages(const listing_options& options, const page_writer& page) {
    std::optional<cursor> position;
    if (options.after) {
        position = parse_cursor(*options.after);
    }
    do {
        position = page(position, options.all ? page::max_rows : options.rows);
    } while (options.all && position);
    return position;
}

} // namespace dunlin::commands
