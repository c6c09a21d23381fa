// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/base/page.hpp>
#include <dunlin/widget/filter.hpp>
#include <dunlin/widget/model.hpp>
#include <dunlin/widget/order_by.hpp>
#include <dunlin/widget/report.hpp>

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace dunlin::widget {

enum class snippets { without, with };

/// What the business needs of whoever keeps the widgets. A widget that is not there is
/// error(not_found); the business words it for people.
class store {
public:
    store() = default;
    store(const store&) = delete;
    store& operator=(const store&) = delete;
    virtual ~store() = default;

    virtual void create(const widget& one) = 0;
    /// Replaces all but the id and date_created. One that is not there is error(not_found).
    virtual void update(const widget& one) = 0;
    /// Deletes those that are there; returns their ids.
    virtual std::vector<uuid> remove(const std::vector<uuid>& ids) = 0;

    virtual widget query_by_id(const uuid& id) = 0;
    /// The same, and nobody else changes it until the transaction has ended. Outside of one it is
    /// error(usage).
    virtual widget query_for_update(const uuid& id) = 0;
    virtual std::vector<widget> query(const filter& which, const order_by& order,
                                      const page& piece) = 0;
    /// Up to `rows` widgets behind a place, or from the start.
    virtual std::vector<widget> query_after(const filter& which, const order_by& order,
                                            const std::optional<cursor>& place,
                                            std::int64_t rows) = 0;
    /// Every widget that is meant, one by one, in constant memory; returns the count.
    virtual std::int64_t for_each(const filter& which, const order_by& order,
                                  const std::function<void(const widget&)>& each) = 0;
    virtual std::int64_t count(const filter& which) = 0;

    virtual std::vector<found_widget> search(const std::string& words, const filter& which,
                                             const page& piece, snippets marked) = 0;
    virtual std::int64_t count_found(const std::string& words, const filter& which) = 0;

    virtual std::vector<part_count> report_parts(const std::optional<uuid>& user_id) = 0;
    virtual std::vector<category_rank> report_rank(const std::optional<uuid>& user_id) = 0;
    virtual std::vector<category_count> report_categories(const std::optional<uuid>& user_id) = 0;
};

} // namespace dunlin::widget
