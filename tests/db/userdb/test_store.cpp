// SPDX-License-Identifier: MIT
#include "support/widget_database.hpp"

#include <dunlin/base/error.hpp>
#include <dunlin/sqldb/pool.hpp>
#include <dunlin/sqldb/query.hpp>
#include <dunlin/sqldb/transaction.hpp>
#include <dunlin/user/business.hpp>
#include <dunlin/userdb/store.hpp>

#include <doctest/doctest.h>
#include <support/caught.hpp>

#include <algorithm>
#include <chrono>
#include <functional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

using namespace dunlin;
using dunlin::test::caught;

namespace {

const uuid admin = *uuid::parse("5cf37266-3473-4006-984f-9325122678b7");
const uuid gopher = *uuid::parse("45b5fbd3-755f-4379-8f07-a58d4a30fa2f");

struct seeded_users {
    seeded_users() { base.seed(); }

    static user::new_user a_user(const std::string& address) {
        return {std::nullopt,
                user::name::parse("Grace"),
                user::email::parse(address),
                {user::role::user, user::role::admin},
                user::password_hash::make(user::password::parse("correct horse"), 4),
                user::department::parse("Research"),
                true};
    }

    /// What the work returns, in a transaction that is committed.
    template <class Work> auto in_transaction(Work work) {
        sqldb::transaction tx(base.db());
        userdb::store bound(tx);
        user::business inside(bound);
        auto result = work(inside);
        tx.commit();
        return result;
    }

    dunlin::test::widget_database base;
    userdb::store store{base.db()};
    user::business users{store};
};

} // namespace

TEST_CASE_FIXTURE(seeded_users, "a user comes back as it was created, by id and by address") {
    const auto created = users.create(a_user("Grace@example.com"));
    CHECK(users.query_by_id(created.id) == created);
    CHECK(users.query_by_email(user::email::parse("GRACE@example.com")) == created);
    CHECK(users.query_by_id(created.id).password_hash.matches("correct horse"));
}

TEST_CASE_FIXTURE(seeded_users,
                  "only what is given is changed, and a department can be taken away") {
    const auto created = users.create(a_user("grace@example.com"));
    user::update_user change;
    change.enabled = false;
    change.no_department = true;
    const auto after =
        in_transaction([&](user::business& inside) { return inside.update(created.id, change); });
    CHECK(users.query_by_id(created.id) == after);
    CHECK_FALSE(after.department);
    CHECK(after.roles == created.roles);
    CHECK(after.password_hash == created.password_hash);
}

TEST_CASE_FIXTURE(seeded_users, "an address that is taken is refused, in whatever case") {
    try {
        users.create(a_user("ADMIN@example.com"));
        FAIL("no error");
    } catch (const error& problem) {
        CHECK(problem.kind() == error_kind::unique_violation);
        CHECK(problem.operation == "user.create");
        CHECK(uuid::parse(problem.id));
        CHECK(problem.message().find("admin@example.com") != std::string::npos);
    }
}

TEST_CASE_FIXTURE(seeded_users,
                  "a removed user takes the widgets along, and their number is known before") {
    CHECK(users.count_widgets({admin, gopher}) == 12);
    CHECK(users.count_widgets({gopher}) == 7);
    users.remove({gopher});
    CHECK(sqldb::query_value<std::int64_t>(base.db(), "SELECT count(*) FROM widgets") == 5);
    CHECK_THROWS_WITH_AS(users.query_by_id(gopher),
                         ("user not found: " + gopher.to_string()).c_str(), error);
}

TEST_CASE_FIXTURE(seeded_users, "each condition leaves what it says, and all combine") {
    user::filter filter;
    CHECK(users.count(filter) == 2);
    filter.name = "UMA";
    filter.email = "USER@";
    filter.has_role = user::role::user;
    filter.department = "Engineering";
    filter.enabled = true;
    filter.created_after = parse_timestamp("2026-01-01");
    filter.created_before = parse_timestamp("2026-01-02");
    filter.id = gopher;
    CHECK(users.count(filter) == 1);
    filter.has_role = user::role::admin;
    CHECK(users.count(filter) == 0);
}

TEST_CASE_FIXTURE(seeded_users, "every order gives every user once, by pages and by keyset alike") {
    for (int i = 0; i < 20; ++i) {
        users.create(a_user("grace" + std::to_string(i) + "@example.com"));
    }
    for (const auto* text : {"id", "id:desc", "name", "name:desc", "email", "email:desc",
                             "date_created", "date_created:desc"}) {
        CAPTURE(text);
        const auto order = user::order_by::parse(text);
        std::vector<uuid> ids;
        std::optional<cursor> position;
        do {
            const auto some = users.query_after({}, order, position, 3);
            for (const auto& user : some.items) {
                ids.push_back(user.id);
            }
            position = some.next;
        } while (position);
        std::vector<uuid> paged;
        for (const auto& user : users.query({}, order, page::of(1, 1000))) {
            paged.push_back(user.id);
        }
        CHECK(ids.size() == 22);
        CHECK(ids == paged);
    }
}

TEST_CASE_FIXTURE(seeded_users, "created_before leaves out who was created at that time") {
    const auto created = users.create(a_user("grace@example.com"));
    user::filter filter;
    filter.id = created.id;
    filter.created_before = created.date_created;
    CHECK(users.count(filter) == 0);
    filter.created_before = created.date_created + std::chrono::microseconds(1);
    CHECK(users.count(filter) == 1);
    filter.created_after = created.date_created;
    CHECK(users.count(filter) == 1);
    filter.created_after = created.date_created + std::chrono::microseconds(1);
    CHECK(users.count(filter) == 0);
}

TEST_CASE_FIXTURE(seeded_users, "no change is lost among threads that change one user") {
    const auto created = users.create(a_user("grace@example.com"));
    sqldb::config settings = base.config();
    settings.max_open = 8;
    sqldb::pool pool(settings, {.wait_limit = std::chrono::seconds(60)});
    std::vector<std::thread> threads;
    for (int thread = 0; thread < 8; ++thread) {
        threads.emplace_back([&] {
            for (int i = 0; i < 10; ++i) {
                auto session = pool.borrow();
                sqldb::transaction tx(*session);
                userdb::store bound(tx);
                const auto before = bound.query_for_update(created.id);
                user::update_user change;
                change.department = user::department::parse(
                    std::to_string(std::stoi("0" + before.department->text()) + 1));
                user::business(bound).update(created.id, change);
                tx.commit();
            }
        });
    }
    for (auto& thread : threads) {
        thread.join();
    }
    CHECK(users.query_by_id(created.id).department->text() == "80");
}

TEST_CASE_FIXTURE(seeded_users, "an update needs a transaction, and a user who is there") {
    auto created = users.create(a_user("grace@example.com"));
    user::update_user change;
    change.enabled = false;
    sqldb::pool pool(base.config());
    userdb::store pooled(pool);
    user::business over_pool(pooled);
    for (auto* business : {&users, &over_pool}) {
        CHECK(caught<error>([&] { business->update(created.id, change); }).kind() ==
              error_kind::usage);
    }
    users.remove({created.id});
    CHECK(caught<error>([&] { store.update(created); }).kind() == error_kind::not_found);
    const auto problem = caught<error>([&] {
        in_transaction([&](user::business& inside) { return inside.update(created.id, change); });
    });
    CHECK(problem.kind() == error_kind::not_found);
    CHECK(problem.message() == "user not found: " + created.id.to_string());
}

TEST_CASE_FIXTURE(seeded_users,
                  "a bad value in the table names table, id and column, and no hash") {
    const auto created = users.create(a_user("grace@example.com"));
    base.db().run_script("ALTER TABLE users DROP CONSTRAINT users_name_length, "
                         "DROP CONSTRAINT users_email_lower, DROP CONSTRAINT users_roles_known");
    const std::vector<std::pair<std::string, std::string>> bad{
        {"name = ' '", "column name: must have 1 to 100 characters, not 0"},
        {"email = 'nobody'", "column email: "},
        {"roles = '{KING}'", "column roles: unknown role \"KING\" (valid: ADMIN, USER)"},
        {"roles = '{}'", "column roles: at least one is required"},
        {"department = ''", "column department: must have 1 to 100 characters, not 0"},
        {"password_hash = 'plain secret'", "column password_hash: not in the format of crypt(5)"},
        {"date_updated = '-infinity'", "column date_updated: "}};
    for (const auto& [change, reason] : bad) {
        CAPTURE(change);
        sqldb::transaction tx(base.db());
        tx.run("UPDATE users SET " + change + " WHERE user_id = :id", {{"id", created.id}});
        userdb::store bound(tx);
        const std::vector<std::function<void()>> readers{
            [&] { bound.query_by_id(created.id); }, [&] { bound.query_for_update(created.id); },
            [&] { bound.query({}, {}, page::of(1, 100)); },
            [&] { bound.query_after({}, {}, std::nullopt, 100); }};
        for (const auto& read : readers) {
            const auto problem = caught<error>(read);
            CHECK(problem.kind() == error_kind::failed);
            CHECK(problem.message().starts_with("invalid value in table users, user_id " +
                                                created.id.to_string() + ", " + reason));
            CHECK(problem.message().find("secret") == std::string::npos);
        }
    }
}

TEST_CASE_FIXTURE(seeded_users, "a user who is being updated is locked until the end") {
    sqldb::connection other(base.config());
    const auto is_free = [&] {
        return !other
                    .run("SELECT FROM users WHERE user_id = :id FOR UPDATE SKIP LOCKED",
                         {{"id", gopher}})
                    .empty();
    };
    sqldb::transaction tx(base.db());
    userdb::store bound(tx);
    bound.query_by_id(gopher);
    CHECK(is_free());
    bound.query_for_update(gopher);
    CHECK_FALSE(is_free());
}

TEST_CASE_FIXTURE(seeded_users, "every index of users is used, and by what") {
    base.db().run(R"(
        INSERT INTO users (user_id, name, email, roles, password_hash, date_created, date_updated)
        SELECT md5('user ' || n)::uuid, 'User ' || n, 'user' || n || '@example.com', '{USER}', '',
               '2026-02-01'::timestamptz + n * interval '1 second', '2026-02-01'
        FROM generate_series(1, 20000) AS n)",
                  {});
    base.db().run("VACUUM ANALYZE users", {});
    const std::vector<std::pair<std::string, std::string>> statements{
        {"users_pkey", "SELECT FROM users WHERE user_id = md5('user 7')::uuid FOR UPDATE"},
        {"users_email_key", "SELECT FROM users WHERE email = 'user7@example.com'"},
        {"users_name_idx", "SELECT name FROM users WHERE (name, user_id) > ('User 5', "
                           "md5('user 5')::uuid) ORDER BY name, user_id LIMIT 10"},
        {"users_date_created_idx",
         "SELECT name FROM users ORDER BY date_created DESC, user_id DESC LIMIT 10"}};
    std::vector<std::string> used;
    for (const auto& [index, statement] : statements) {
        std::string plan;
        base.db().stream("EXPLAIN (COSTS off) " + statement, {},
                         [&](const sqldb::row& line) { (plan += line.text(0)) += '\n'; });
        CAPTURE(plan);
        CHECK(plan.find("using " + index + " ") != std::string::npos);
        used.push_back(index);
    }
    std::sort(used.begin(), used.end());
    CHECK(used == sqldb::query_values<std::string>(
                      base.db(), "SELECT indexrelid::regclass::text FROM pg_index "
                                 "WHERE indrelid = 'users'::regclass ORDER BY 1"));
}
