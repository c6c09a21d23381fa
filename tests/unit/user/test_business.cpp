// SPDX-License-Identifier: MIT
#include <dunlin/base/error.hpp>
#include <dunlin/user/business.hpp>

#include <doctest/doctest.h>

#include <map>

using namespace dunlin::user;
using dunlin::error;
using dunlin::error_kind;
using dunlin::uuid;
using namespace std::chrono_literals;

namespace {

/// Users in memory: the business alone is under test.
class memory_store final : public store {
public:
    void create(const user& value) override {
        for (const auto& [id, other] : stored) {
            if (other.email == value.email) {
                throw error(error_kind::unique_violation, "users_email_key");
            }
        }
        stored.emplace(value.id, value);
    }
    void update(const user& value) override { stored.insert_or_assign(value.id, value); }
    std::vector<uuid> remove(const std::vector<uuid>& ids) override {
        std::vector<uuid> removed;
        for (const auto& id : ids) {
            if (stored.erase(id) == 1) {
                removed.push_back(id);
            }
        }
        return removed;
    }
    user query_by_id(const uuid& id) override {
        const auto found = stored.find(id);
        if (found == stored.end()) {
            throw error(error_kind::not_found, "no row");
        }
        return found->second;
    }
    user query_by_email(const email&) override { throw error(error_kind::not_found, "no row"); }
    user query_for_update(const uuid& id) override { return query_by_id(id); }
    std::vector<user> query(const filter&, const order_by&, const dunlin::page&) override {
        return {};
    }
    std::vector<user> query_after(const filter&, const order_by&,
                                  const std::optional<dunlin::cursor>&, std::int64_t) override {
        return {};
    }
    std::int64_t count(const filter&) override { return static_cast<std::int64_t>(stored.size()); }
    std::int64_t count_widgets(const std::vector<uuid>&) override { return 0; }

    std::map<uuid, user> stored;
};

const auto noon = *dunlin::parse_timestamp("2026-01-01T12:00:00Z");

struct fixture {
    memory_store store;
    dunlin::delegate changes;
    std::string log;
    business users{store,
                   {.clock = [] { return noon; },
                    .changes = &changes,
                    .log = [this](const std::string& line) { log += line + "\n"; }}};

    static new_user ada() {
        return {std::nullopt,
                name::parse("Ada"),
                email::parse("ada@example.com"),
                {role::user},
                password_hash::parse("$2b$04$x"),
                department::parse("Engineering"),
                true};
    }
};

template <class Act> error caught(Act act) {
    try {
        act();
    } catch (const error& problem) {
        return problem;
    }
    return error(error_kind::failed, "no error");
}

} // namespace

TEST_CASE_FIXTURE(fixture, "only what is given is changed, and a department can be taken away") {
    const auto created = users.create(ada());
    CHECK(update_user{}.empty());
    update_user change;
    change.no_department = true;
    CHECK_FALSE(change.empty());
    auto expected = created;
    expected.department.reset();
    expected.date_updated = noon + 1us;
    CHECK(users.update(created.id, change) == expected);
}

TEST_CASE_FIXTURE(fixture, "an address belongs to one user") {
    users.create(ada());
    const auto problem = caught([&] { users.create(ada()); });
    CHECK(problem.kind() == error_kind::unique_violation);
    CHECK(problem.message().find("ada@example.com") != std::string::npos);
}

TEST_CASE_FIXTURE(fixture, "what the store cannot find is worded as a user who was not found") {
    CHECK(caught([&] { users.query_by_email(email::parse("x@y.z")); }).message() ==
          "user not found: x@y.z");
    const auto id = uuid::random();
    CHECK(caught([&] { users.remove({id}); }).message() == "user not found: " + id.to_string());
}

TEST_CASE_FIXTURE(fixture, "a user who was updated since is left alone") {
    const auto created = users.create(ada());
    update_user change;
    change.enabled = false;
    users.update(created.id, change, created.date_updated);
    CHECK(caught([&] { users.update(created.id, change, created.date_updated); }).kind() ==
          error_kind::refused);
}

TEST_CASE_FIXTURE(fixture, "other domains are told about every change after it was stored") {
    std::string told;
    for (const std::string action : {"created", "updated", "deleted"}) {
        changes.subscribe("user", action, [&](const dunlin::domain_event& event) {
            told += std::string(event.action) +
                    (store.stored.count(event.id) == 1 ? " is there\n" : " is gone\n");
        });
    }
    const auto created = users.create(ada());
    users.update(created.id, {});
    users.remove({created.id});
    CHECK(told == "created is there\nupdated is there\ndeleted is gone\n");
    const std::string id = created.id.to_string();
    CHECK(log == "user created: " + id + "\nuser updated: " + id + "\nuser deleted: " + id + "\n");
}
