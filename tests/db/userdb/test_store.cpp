// SPDX-License-Identifier: MIT
#include "support/widget_database.hpp"

#include <dunlin/base/error.hpp>
#include <dunlin/sqldb/query.hpp>
#include <dunlin/user/business.hpp>
#include <dunlin/userdb/store.hpp>

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace dunlin;

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

    dunlin::test::widget_database base;
    userdb::store store{base.db()};
    user::business users{store};
};

} // namespace

TEST_CASE_FIXTURE(seeded_users, "a user comes back as it was created, by id and by address") {
    const auto made = users.create(a_user("Grace@example.com"));
    CHECK(users.query_by_id(made.id) == made);
    CHECK(users.query_by_email(user::email::parse("GRACE@example.com")) == made);
    CHECK(users.query_by_id(made.id).password_hash.matches("correct horse"));
}

TEST_CASE_FIXTURE(seeded_users,
                  "only what is given is changed, and a department can be taken away") {
    const auto made = users.create(a_user("grace@example.com"));
    user::update_user change;
    change.enabled = false;
    change.no_department = true;
    const auto after = users.update(made.id, change);
    CHECK(users.query_by_id(made.id) == after);
    CHECK_FALSE(after.department);
    CHECK(after.roles == made.roles);
    CHECK(after.password_hash == made.password_hash);
}

TEST_CASE_FIXTURE(seeded_users, "an address that is taken is refused, in whatever case") {
    try {
        users.create(a_user("ADMIN@example.com"));
        FAIL("no error");
    } catch (const error& problem) {
        CHECK(problem.kind() == error_kind::unique_violation);
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
    user::filter which;
    CHECK(users.count(which) == 2);
    which.name = "UMA";
    which.email = "USER@";
    which.has_role = user::role::user;
    which.department = "Engineering";
    which.enabled = true;
    which.created_after = parse_timestamp("2026-01-01");
    which.created_before = parse_timestamp("2026-01-02");
    which.id = gopher;
    CHECK(users.count(which) == 1);
    which.has_role = user::role::admin;
    CHECK(users.count(which) == 0);
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
        std::optional<cursor> place;
        do {
            const auto some = users.query_after({}, order, place, 3);
            for (const auto& one : some.items) {
                ids.push_back(one.id);
            }
            place = some.next;
        } while (place);
        std::vector<uuid> paged;
        for (const auto& one : users.query({}, order, page::of(1, 1000))) {
            paged.push_back(one.id);
        }
        CHECK(ids.size() == 22);
        CHECK(ids == paged);
    }
}
