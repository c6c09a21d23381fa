// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/base/page.hpp>
#include <dunlin/user/model.hpp>
#include <dunlin/user/order_by.hpp>

#include <cstdint>
#include <optional>
#include <vector>

namespace dunlin::user {

/// The storage that the business logic needs. Operations on a single user throw error(not_found) if
/// it does not exist.
class store {
public:
    store() = default;
    store(const store&) = delete;
    store& operator=(const store&) = delete;
    virtual ~store() = default;

    virtual void create(const user& user) = 0;
    /// Replaces everything except the ID and date_created.
    virtual void update(const user& user) = 0;
    /// Deletes those that exist with all their widgets; returns their IDs.
    virtual std::vector<uuid> remove(const std::vector<uuid>& ids) = 0;

    virtual user query_by_id(const uuid& id) = 0;
    virtual user query_by_email(const email& address) = 0;
    /// By ID, and locks the user until the transaction ends. Throws error(usage) outside a
    /// transaction.
    virtual user query_for_update(const uuid& id) = 0;
    virtual std::vector<user> query(const filter& filter, const order_by& order,
                                    const page& page) = 0;
    /// Up to `rows` users after a cursor, or from the start.
    virtual std::vector<user> query_after(const filter& filter, const order_by& order,
                                          const std::optional<cursor>& after,
                                          std::int64_t rows) = 0;
    virtual std::int64_t count(const filter& filter) = 0;
    /// The number of widgets that belong to these users.
    virtual std::int64_t count_widgets(const std::vector<uuid>& ids) = 0;
};

} // namespace dunlin::user
