// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/base/entity_rules.hpp>
#include <dunlin/user/store.hpp>

#include <functional>
#include <optional>
#include <utility>
#include <vector>

namespace dunlin::user {

/// The rules about users, whoever keeps them. It does not begin or end transactions.
class business {
public:
    using clock = std::function<timestamp()>;
    /// The store must outlive the business.
    explicit business(store& kept, clock time = now) : store_(kept), time_(std::move(time)) {}

    /// Gives it an id and dates and keeps it. An address that another user has is
    /// error(unique_violation).
    user create(const new_user& from);

    /// Changes only what is given. With `unmodified_since`, a user who was updated later is left
    /// alone: error(refused). Throws error(not_found, "user not found: ID"). The store must be
    /// in a transaction, so that nobody else's change comes between reading and writing:
    /// error(usage) otherwise.
    user update(const uuid& id, const update_user& change,
                const std::optional<timestamp>& unmodified_since = std::nullopt);

    /// Deletes all of them with their widgets. One who is not there is error(not_found); what was
    /// deleted before it was noticed is for the caller's transaction to take back.
    void remove(const std::vector<uuid>& ids);

    user query_by_id(const uuid& id);
    user query_by_email(const email& address);
    std::vector<user> query(const filter& which, const order_by& order, const page& piece);
    /// Up to `rows` users behind a place. Throws error(usage) when the place belongs to another
    /// order.
    cursor_page<user> query_after(const filter& which, const order_by& order,
                                  const std::optional<cursor>& place, std::int64_t rows);
    std::int64_t count(const filter& which);
    /// How many widgets would go with these users.
    std::int64_t count_widgets(const std::vector<uuid>& ids);

private:
    store& store_;
    clock time_;
};

} // namespace dunlin::user
