// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/base/page.hpp>
#include <dunlin/user/model.hpp>
#include <dunlin/user/order_by.hpp>

#include <cstdint>
#include <optional>
#include <vector>

namespace dunlin::user {

/// What the business needs of whoever keeps the users. A user who is not there is
/// error(not_found); the business words it for people.
class store {
public:
    store() = default;
    store(const store&) = delete;
    store& operator=(const store&) = delete;
    virtual ~store() = default;

    virtual void create(const user& one) = 0;
    /// Replaces all but the id and date_created. One that is not there is error(not_found).
    virtual void update(const user& one) = 0;
    /// Deletes those that are there, with all their widgets; returns their ids.
    virtual std::vector<uuid> remove(const std::vector<uuid>& ids) = 0;

    virtual user query_by_id(const uuid& id) = 0;
    virtual user query_by_email(const email& address) = 0;
    /// By id, and nobody else changes it until the transaction has ended. Outside of one it is
    /// error(usage).
    virtual user query_for_update(const uuid& id) = 0;
    virtual std::vector<user> query(const filter& which, const order_by& order,
                                    const page& piece) = 0;
    /// Up to `rows` users behind a place, or from the start.
    virtual std::vector<user> query_after(const filter& which, const order_by& order,
                                          const std::optional<cursor>& place,
                                          std::int64_t rows) = 0;
    virtual std::int64_t count(const filter& which) = 0;
    /// How many widgets belong to these users.
    virtual std::int64_t count_widgets(const std::vector<uuid>& ids) = 0;
};

} // namespace dunlin::user
