// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/base/entity_rules.hpp>
#include <dunlin/base/entity_services.hpp>
#include <dunlin/widget/store.hpp>

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace dunlin::widget {

/// The rules about widgets, independent of their store. It does not begin or end transactions:
/// several calls are atomic only if the store is in a transaction.
class business {
public:
    /// The store and the delegate must outlive the business. The delegate is told about the actions
    /// "created", "updated" and "deleted" of domain "widget".
    explicit business(store& store, entity_services services = {})
        : store_(store), services_(std::move(services)) {}

    /// Stores a new widget with its parts and returns it with its ID and dates. Throws
    /// error(not_found) for a user that does not exist, error(unique_violation) for an ID that
    /// exists, error(usage) for parts outside of a transaction.
    widget create(const new_widget& request);

    /// Changes the fields that `change` sets. Throws error(not_found, "widget not found: ID"),
    /// error(refused) for a widget updated after `unmodified_since`, and error(usage) when the
    /// store is not in a transaction: without one, another change could come between reading and
    /// writing.
    widget update(const uuid& id, const update_widget& change,
                  const std::optional<timestamp>& unmodified_since = std::nullopt);

    /// Deletes all of them. Throws error(not_found) if one does not exist; the caller must then
    /// roll back the transaction, which may have deleted others.
    void remove(const std::vector<uuid>& ids);

    widget query_by_id(const uuid& id);
    std::vector<widget> query(const filter& filter, const order_by& order, const page& page);
    /// Up to `rows` widgets after a cursor, or from the start of the list. Throws error(usage) for
    /// a cursor of another order.
    cursor_page<widget> query_after(const filter& filter, const order_by& order,
                                    const std::optional<cursor>& after, std::int64_t rows);
    /// Calls `handle` with every widget, one at a time; returns their number.
    std::int64_t for_each(const filter& filter, const order_by& order,
                          const std::function<void(const widget&)>& handle);
    std::int64_t count(const filter& filter);

    /// Full-text search in the syntax of search engines: `steel -tool "desk lamp" or lantern`.
    /// Throws error(usage) for an empty text.
    std::vector<found_widget> search(const std::string& text, const filter& filter,
                                     const page& page, snippets mode);
    std::int64_t count_found(const std::string& text, const filter& filter);

    /// The widget with its parts.
    std::vector<widget_with_parts> with_parts(const std::vector<widget>& widgets);

    /// The rows of reports, see store. They return the number of rows.
    std::int64_t report_parts(const report_selection& selection,
                              const std::function<void(const counted_widget&)>& handle);
    std::int64_t report_rank(const report_selection& selection,
                             const std::function<void(const ranked_widget&)>& handle);
    std::int64_t report_counts(const report_selection& selection,
                               const std::function<void(const grouped_widget&)>& handle);
    std::vector<category_count> report_categories(const std::optional<uuid>& user_id);

private:
    store& store_;
    entity_services services_;
};

} // namespace dunlin::widget
