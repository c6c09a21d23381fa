// SPDX-License-Identifier: MIT
#include "shared/listing.hpp"

#include <dunlin/base/error.hpp>
#include <dunlin/base/page.hpp>
#include <dunlin/commands/flag_set.hpp>

#include <fmt/format.h>

namespace dunlin::commands {

void add_columns(flag_set& flags, std::vector<std::string>& columns) {
    flags.add("--columns", columns, "Only these columns, in this order (id,name)")
        .takes("NAMES")
        .separated_by(',')
        .repeatable();
}

void add_page(flag_set& flags, listing_options& options) {
    flags.add("--page", options.page, "Page of the list, from 1").takes("N");
    flags.add("--rows", options.rows, "Rows of a page, 1 to 1000; 20 by default").takes("N");
}

void add_listing(flag_set& flags, listing_options& options, const std::string& orders) {
    flags.group("Order and pages");
    flags
        .add("--order-by", options.order_by,
             fmt::format("Order: {}; with :desc, the other way round", orders))
        .takes("COLUMN[:desc]");
    add_page(flags, options);
    flags
        .add("--after", options.after,
             "From behind the page whose \"next\" this was; costs the same on every page")
        .takes("CURSOR");
    flags.add_switch("--all", options.all, "Every row, page by page");
    add_columns(flags, options.columns);
}

void check_listing(const listing_options& options) {
    if (options.page != 1 && (options.after || options.all)) {
        throw error(error_kind::usage, fmt::format("--page and {} contradict each other",
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
        extras.next = write_cursor(*next);
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
        extras.next = write_cursor(*next);
    }
    return extras;
}

std::optional<cursor> write_pages(const listing_options& options, const page_writer& page) {
    std::optional<cursor> place;
    if (options.after) {
        place = read_cursor(*options.after);
    }
    do {
        place = page(place, options.all ? page::most_rows : options.rows);
    } while (options.all && place);
    return place;
}

} // namespace dunlin::commands
