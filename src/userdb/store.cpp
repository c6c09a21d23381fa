// SPDX-License-Identifier: MIT
#include "filter.hpp"
#include "order.hpp"
#include "row.hpp"

#include <dunlin/base/error.hpp>
#include <dunlin/sqldb/list.hpp>
#include <dunlin/sqldb/query.hpp>
#include <dunlin/userdb/store.hpp>

namespace dunlin::userdb {
namespace {

constexpr std::string_view insert_sql = R"(
INSERT INTO users
    (user_id, name, email, roles, password_hash, department, enabled, date_created, date_updated)
VALUES
    (:user_id, :name, :email, :roles, :password_hash, :department, :enabled, :date_created, :date_updated))";

constexpr std::string_view update_sql = R"(
UPDATE users
SET name = :name, email = :email, roles = :roles, password_hash = :password_hash,
    department = :department, enabled = :enabled, date_updated = :date_updated
WHERE user_id = :user_id)";

constexpr std::string_view delete_sql = R"(
DELETE FROM users WHERE user_id = ANY (:ids) RETURNING user_id)";

constexpr std::string_view select_sql = R"(
SELECT user_id, name, email, roles, password_hash, department, enabled, date_created, date_updated
FROM users)";

constexpr std::string_view select_by_id_sql = R"(
SELECT user_id, name, email, roles, password_hash, department, enabled, date_created, date_updated
FROM users
WHERE user_id = :id)";

constexpr std::string_view select_by_email_sql = R"(
SELECT user_id, name, email, roles, password_hash, department, enabled, date_created, date_updated
FROM users
WHERE email = :email)";

constexpr std::string_view select_for_update_sql = R"(
SELECT user_id, name, email, roles, password_hash, department, enabled, date_created, date_updated
FROM users
WHERE user_id = :id
FOR UPDATE)";

constexpr std::string_view count_sql = "SELECT count(*) FROM users";

constexpr std::string_view count_widgets_sql = R"(
SELECT count(*) FROM widgets WHERE user_id = ANY (:ids))";

constexpr std::string_view page_clause = " LIMIT :rows OFFSET :offset";

/// Masks the hash in a text: the server's error details show the values of a rejected row, cut to
/// some length.
void mask_hash(std::string& text, const std::string& hash) {
    constexpr std::size_t unique_length = 8; // no other value begins with these characters
    const std::string_view begin = std::string_view(hash).substr(0, unique_length);
    for (auto at = text.find(begin); at != std::string::npos; at = text.find(begin, at)) {
        const auto end = text.find_first_of(",)", at);
        text.replace(at, end == std::string::npos ? end : end - at, "***");
    }
}

/// Calls `write` and masks the user's hash in its errors.
template <class Write> auto mask_hash_in_errors(const user::user& user, Write write) {
    try {
        return write();
    } catch (error& problem) {
        mask_hash(problem.detail, user.password_hash.text());
        throw;
    }
}

} // namespace

void store::create(const user::user& user) {
    mask_hash_in_errors(user,
                        [&] { sqldb::exec(db_, insert_sql, sqldb::bind_struct(to_row(user))); });
}

void store::update(const user::user& user) {
    const user_row row = to_row(user);
    const auto updated = mask_hash_in_errors(user, [&] {
        return sqldb::exec(db_, update_sql,
                           {{"user_id", row.id},
                            {"name", row.name},
                            {"email", row.email},
                            {"roles", row.roles},
                            {"password_hash", row.password_hash},
                            {"department", row.department},
                            {"enabled", row.enabled},
                            {"date_updated", row.date_updated}});
    });
    if (updated == 0) {
        sqldb::fail_not_found();
    }
}

std::vector<uuid> store::remove(const std::vector<uuid>& ids) {
    return sqldb::query_values<uuid>(db_, delete_sql, {{"ids", ids}});
}

user::user store::query_by_id(const uuid& id) {
    return sqldb::read_one(db_, select_by_id_sql, {{"id", id}}, read_user);
}

user::user store::query_by_email(const user::email& address) {
    return sqldb::read_one(db_, select_by_email_sql, {{"email", address.text()}}, read_user);
}

user::user store::query_for_update(const uuid& id) {
    sqldb::require_transaction(db_, "a user to be updated");
    return sqldb::read_one(db_, select_for_update_sql, {{"id", id}}, read_user);
}

std::vector<user::user> store::query(const user::filter& filter, const user::order_by& order,
                                     const page& page) {
    std::string sql(select_sql);
    sqldb::parameters values{{"rows", page.rows()}, {"offset", page.offset()}};
    append_filter(sql, values, filter);
    sql += clause_of(order).clause;
    sql += page_clause;
    return sqldb::read_all(db_, sql, values, read_user);
}

std::vector<user::user> store::query_after(const user::filter& filter, const user::order_by& order,
                                           const std::optional<cursor>& after, std::int64_t rows) {
    std::string sql(select_sql);
    sqldb::parameters values;
    const bool has_where = append_filter(sql, values, filter);
    sqldb::append_rows_after(sql, values, has_where, clause_of(order), after, rows);
    return sqldb::read_all(db_, sql, values, read_user);
}

std::int64_t store::count(const user::filter& filter) {
    std::string sql(count_sql);
    sqldb::parameters values;
    append_filter(sql, values, filter);
    return sqldb::query_value<std::int64_t>(db_, sql, values);
}

std::int64_t store::count_widgets(const std::vector<uuid>& ids) {
    return sqldb::query_value<std::int64_t>(db_, count_widgets_sql, {{"ids", ids}});
}

} // namespace dunlin::userdb
