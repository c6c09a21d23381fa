// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/sqldb/executor.hpp>
#include <dunlin/widget/store.hpp>

#include <map>
#include <vector>

namespace dunlin::widgetdb {

/// Stores widgets in the tables of migrations/. On a connection or a pool every operation is its
/// own transaction; on a transaction all are part of it:
///
///     sqldb::transaction tx(db);
///     widgetdb::store widgets(tx);
///     widget::business(widgets).create(...);
///     tx.commit();
class store final : public widget::store {
public:
    /// The executor must outlive the store.
    explicit store(sqldb::executor& db) : db_(db) {}

    void create(const widget::widget& widget) override;
    void update(const widget::widget& widget) override;
    std::vector<uuid> remove(const std::vector<uuid>& ids) override;

    widget::widget query_by_id(const uuid& id) override;
    widget::widget query_for_update(const uuid& id) override;
    std::vector<widget::widget> query(const widget::filter& filter, const widget::order_by& order,
                                      const page& page) override;
    std::vector<widget::widget> query_after(const widget::filter& filter,
                                            const widget::order_by& order,
                                            const std::optional<cursor>& after,
                                            std::int64_t rows) override;
    std::int64_t for_each(const widget::filter& filter, const widget::order_by& order,
                          const std::function<void(const widget::widget&)>& handle) override;
    std::int64_t count(const widget::filter& filter) override;

    std::vector<widget::found_widget> search(const std::string& text, const widget::filter& filter,
                                             const page& page, widget::snippets mode) override;
    std::int64_t count_found(const std::string& text, const widget::filter& filter) override;

    std::map<uuid, std::vector<widget::part>> query_parts(const std::vector<uuid>& ids) override;
    void require_transaction(std::string_view purpose) override;
    void replace_parts(const uuid& id, const std::vector<widget::part>& parts) override;

    std::int64_t
    report_parts(const widget::report_selection& selection,
                 const std::function<void(const widget::counted_widget&)>& handle) override;
    std::int64_t
    report_rank(const widget::report_selection& selection,
                const std::function<void(const widget::ranked_widget&)>& handle) override;
    std::int64_t
    report_counts(const widget::report_selection& selection,
                  const std::function<void(const widget::grouped_widget&)>& handle) override;
    std::vector<widget::category_count>
    report_categories(const std::optional<uuid>& user_id) override;

private:
    sqldb::executor& db_;
};

} // namespace dunlin::widgetdb
