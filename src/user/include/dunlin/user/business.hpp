// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/base/entity_rules.hpp>
#include <dunlin/base/entity_services.hpp>
#include <dunlin/user/store.hpp>

#include <functional>
#include <optional>
#include <utility>
#include <vector>

namespace dunlin::user {

/// The rules about users, independent of their store. It does not begin or end transactions.
class business {
public:
    /// The store and the delegate must outlive the business. The delegate is told about the actions
    /// "created", "updated" and "deleted" of domain "user".
    explicit business(store& store, entity_services services = {})
        : store_(store), services_(std::move(services)) {}

    /// Stores a new user and returns it with its ID and dates. Throws error(unique_violation) for
    /// an email address or ID that exists.
    user create(const new_user& request);

    /// Changes the fields that `change` sets. Throws error(not_found, "user not found: ID"),
    /// error(refused) for a user updated after `unmodified_since`, and error(usage) when the store
    /// is not in a transaction: without one, another change could come between reading and
    /// writing.
    user update(const uuid& id, const update_user& change,
                const std::optional<timestamp>& unmodified_since = std::nullopt);

    /// Deletes all of them with their widgets. Throws error(not_found) if one does not exist; the
    /// caller must then roll back the transaction, which may have deleted others.
    void remove(const std::vector<uuid>& ids);

    user query_by_id(const uuid& id);
    user query_by_email(const email& address);
    std::vector<user> query(const filter& filter, const order_by& order, const page& page);
    /// Up to `rows` users after a cursor, or from the start of the list. Throws error(usage) for a
    /// cursor of another order.
    cursor_page<user> query_after(const filter& filter, const order_by& order,
                                  const std::optional<cursor>& after, std::int64_t rows);
    std::int64_t count(const filter& filter);
    /// The number of widgets that remove() would delete with these users.
    std::int64_t count_widgets(const std::vector<uuid>& ids);

private:
    store& store_;
    entity_services services_;
};

} // namespace dunlin::user
