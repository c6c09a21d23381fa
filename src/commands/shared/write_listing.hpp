// SPDX-License-Identifier: MIT
#pragma once

#include "shared/listing.hpp"
#include "shared/record_table.hpp"

#include <dunlin/base/page.hpp>

#include <optional>
#include <span>

namespace dunlin::commands {

/// Writes the page with the number --page, and counts all rows.
template <class T, class Business, class Filter, class Order>
output::row_extras write_numbered_page(Business& entities, const Filter& filter, const Order& order,
                                       const listing_options& listing, record_table<T>& rows) {
    const auto page = page::of(listing.page, listing.rows);
    const auto total = entities.count(filter);
    const auto items = entities.query(filter, order, page);
    rows.write_all(items);
    const bool has_more = !items.empty() && page.offset() + page.rows() < total;
    return page_extras(listing, total,
                       has_more ? std::optional(cursor_after(items.back(), order)) : std::nullopt);
}

/// Writes the page after --after, or with --all every page.
template <class T, class Business, class Filter, class Order>
output::row_extras write_by_cursor(Business& entities, const Filter& filter, const Order& order,
                                   const listing_options& listing, record_table<T>& rows) {
    const auto next = write_pages(listing, [&](const auto& position, std::int64_t count) {
        const auto page = entities.query_after(filter, order, position, count);
        rows.write_all(page.items);
        return page.next;
    });
    return keyset_extras(listing, next);
}

/// Writes the page, or pages, of a business's entities that the options ask for.
template <class T, class Business, class Filter, class Order>
void write_listing(context& context, Business& entities, const Filter& filter, const Order& order,
                   const listing_options& listing, std::span<const record_column<T>> columns) {
    record_table<T> rows(context, context.format(output::format::table), context.out(), columns,
                         listing.columns);
    const bool by_cursor = listing.after || listing.all;
    rows.finish(by_cursor ? write_by_cursor(entities, filter, order, listing, rows)
                          : write_numbered_page(entities, filter, order, listing, rows));
}

} // namespace dunlin::commands
