// SPDX-License-Identifier: MIT
#pragma once

#include "shared/listing.hpp"
#include "shared/record_table.hpp"

#include <dunlin/base/page.hpp>

#include <optional>
#include <span>

namespace dunlin::commands {

/// One numbered page with the total.
template <class T, class Business, class Filter, class Order>
output::row_extras write_numbered_page(Business& things, const Filter& which, const Order& order,
                                       const listing_options& listing, record_table<T>& rows) {
    const auto piece = page::of(listing.page, listing.rows);
    const auto total = things.count(which);
    const auto some = things.query(which, order, piece);
    rows.write_all(some);
    const bool more = !some.empty() && piece.offset() + piece.rows() < total;
    return page_extras(listing, total,
                       more ? std::optional(place_behind(some.back(), order)) : std::nullopt);
}

/// The page behind a place, or with `all` every page, one after the other.
template <class T, class Business, class Filter, class Order>
output::row_extras write_behind(Business& things, const Filter& which, const Order& order,
                                const listing_options& listing, record_table<T>& rows) {
    const auto next = write_pages(listing, [&](const auto& place, std::int64_t wanted) {
        const auto some = things.query_after(which, order, place, wanted);
        rows.write_all(some.items);
        return some.next;
    });
    return keyset_extras(listing, next);
}

/// The list of a business's things as its options cut it into pages.
template <class T, class Business, class Filter, class Order>
void write_listing(context& context, Business& things, const Filter& which, const Order& order,
                   const listing_options& listing, std::span<const record_column<T>> columns) {
    record_table<T> rows(context, context.format(output::format::table), context.out(), columns,
                         listing.columns);
    const bool behind = listing.after || listing.all;
    rows.finish(behind ? write_behind(things, which, order, listing, rows)
                       : write_numbered_page(things, which, order, listing, rows));
}

} // namespace dunlin::commands
