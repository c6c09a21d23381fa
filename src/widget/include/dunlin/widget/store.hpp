// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/base/page.hpp>
#include <dunlin/widget/filter.hpp>
#include <dunlin/widget/model.hpp>
#include <dunlin/widget/order_by.hpp>
#include <dunlin/widget/report.hpp>

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace dunlin::widget {

/// Whether a search returns the text that matched.
enum class snippets { without, with };

/// The storage that the business logic needs. Operations on a single widget throw error(not_found)
/// if it does not exist.
class store {
public:
    store() = default;
    store(const store&) = delete;
    store& operator=(const store&) = delete;
    virtual ~store() = default;

    virtual void create(const widget& widget) = 0;
    /// Replaces everything except the ID and date_created.
    virtual void update(const widget& widget) = 0;
    /// Deletes those that exist; returns their IDs.
    virtual std::vector<uuid> remove(const std::vector<uuid>& ids) = 0;

    virtual widget query_by_id(const uuid& id) = 0;
    /// The same, and locks the widget until the transaction ends. Throws error(usage) outside a
    /// transaction.
    virtual widget query_for_update(const uuid& id) = 0;
    virtual std::vector<widget> query(const filter& filter, const order_by& order,
                                      const page& page) = 0;
    /// Up to `rows` widgets after a cursor, or from the start.
    virtual std::vector<widget> query_after(const filter& filter, const order_by& order,
                                            const std::optional<cursor>& after,
                                            std::int64_t rows) = 0;
    /// Calls `handle` with every widget, one at a time, in constant memory; returns their number.
    virtual std::int64_t for_each(const filter& filter, const order_by& order,
                                  const std::function<void(const widget&)>& handle) = 0;
    virtual std::int64_t count(const filter& filter) = 0;

    virtual std::vector<found_widget> search(const std::string& text, const filter& filter,
                                             const page& page, snippets mode) = 0;
    virtual std::int64_t count_found(const std::string& text, const filter& filter) = 0;

    /// The parts of widgets, each widget's in the order of their names.
    virtual std::map<uuid, std::vector<part>> query_parts(const std::vector<uuid>& ids) = 0;
    /// Throws error(usage) outside of a transaction, which makes several calls one change.
    /// `purpose` is for the message ("a widget with parts").
    virtual void require_transaction(std::string_view purpose) = 0;
    /// Stores these parts of a widget and deletes its others.
    virtual void replace_parts(const uuid& id, const std::vector<part>& parts) = 0;

    /// Reports call `handle` with every row, one at a time, in constant memory; they return the
    /// number of rows. Newest first:
    virtual std::int64_t report_parts(const report_selection& selection,
                                      const std::function<void(const counted_widget&)>& handle) = 0;
    /// By category and rank.
    virtual std::int64_t report_rank(const report_selection& selection,
                                     const std::function<void(const ranked_widget&)>& handle) = 0;
    /// The largest category first, and within each the newest.
    virtual std::int64_t
    report_counts(const report_selection& selection,
                  const std::function<void(const grouped_widget&)>& handle) = 0;
    virtual std::vector<category_count> report_categories(const std::optional<uuid>& user_id) = 0;
};

} // namespace dunlin::widget
