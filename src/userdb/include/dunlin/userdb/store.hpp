// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/sqldb/executor.hpp>
#include <dunlin/user/store.hpp>

namespace dunlin::userdb {

/// Stores users in the tables of migrations/. On a connection or a pool every operation is its own
/// transaction; on a transaction all are part of it.
class store final : public user::store {
public:
    /// The executor must outlive the store.
    explicit store(sqldb::executor& db) : db_(db) {}

    void create(const user::user& user) override;
    void update(const user::user& user) override;
    std::vector<uuid> remove(const std::vector<uuid>& ids) override;

    user::user query_by_id(const uuid& id) override;
    user::user query_by_email(const user::email& address) override;
    user::user query_for_update(const uuid& id) override;
    std::vector<user::user> query(const user::filter& filter, const user::order_by& order,
                                  const page& page) override;
    std::vector<user::user> query_after(const user::filter& filter, const user::order_by& order,
                                        const std::optional<cursor>& after,
                                        std::int64_t rows) override;
    std::int64_t count(const user::filter& filter) override;
    std::int64_t count_widgets(const std::vector<uuid>& ids) override;

private:
    sqldb::executor& db_;
};

} // namespace dunlin::userdb
