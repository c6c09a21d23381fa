// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/base/entity_rules.hpp>
#include <dunlin/widget/store.hpp>

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace dunlin::widget {

/// The rules about widgets, whoever keeps them. It does not begin or end transactions: several
/// calls over one store are as atomic as the store's own transaction makes them.
class business {
public:
    using clock = std::function<timestamp()>;
    /// The store must outlive the business.
    explicit business(store& kept, clock time = now) : store_(kept), time_(std::move(time)) {}

    /// Gives it an id and dates and keeps it. A user that does not exist is error(not_found), an id
    /// that is taken error(unique_violation).
    widget create(const new_widget& from);

    /// Changes only what is given. With `unmodified_since`, a widget that was updated later is left
    /// alone: error(refused). Throws error(not_found, "widget not found: ID"). The store must be
    /// in a transaction, so that nobody else's change comes between reading and writing:
    /// error(usage) otherwise.
    widget update(const uuid& id, const update_widget& change,
                  const std::optional<timestamp>& unmodified_since = std::nullopt);

    /// Deletes all of them. One that is not there is error(not_found); what was deleted before it
    /// was noticed is for the caller's transaction to take back.
    void remove(const std::vector<uuid>& ids);

    widget query_by_id(const uuid& id);
    std::vector<widget> query(const filter& which, const order_by& order, const page& piece);
    /// Up to `rows` widgets behind a place. Throws error(usage) when the place belongs to another
    /// order.
    cursor_page<widget> query_after(const filter& which, const order_by& order,
                                    const std::optional<cursor>& place, std::int64_t rows);
    std::int64_t for_each(const filter& which, const order_by& order,
                          const std::function<void(const widget&)>& each);
    std::int64_t count(const filter& which);

    /// Words as a search engine takes them: `steel -tool "desk lamp" or lantern`. Throws
    /// error(usage) when there are none.
    std::vector<found_widget> search(const std::string& words, const filter& which,
                                     const page& piece, snippets marked);
    std::int64_t count_found(const std::string& words, const filter& which);

    std::vector<part_count> report_parts(const std::optional<uuid>& user_id);
    std::vector<category_rank> report_rank(const std::optional<uuid>& user_id);
    std::vector<category_count> report_categories(const std::optional<uuid>& user_id);

private:
    store& store_;
    clock time_;
};

} // namespace dunlin::widget
