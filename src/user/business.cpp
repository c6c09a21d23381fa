// SPDX-License-Identifier: MIT
#include <dunlin/base/error.hpp>
#include <dunlin/base/operation.hpp>
#include <dunlin/user/business.hpp>

#include <fmt/format.h>

namespace dunlin::user {
namespace {

/// Calls `write` and explains the unique violations that the store reports. The error does not tell
/// which of the two unique columns is meant.
template <class Write> void explain_violations(const user& user, Write write) {
    try {
        write();
    } catch (const error& problem) {
        if (problem.kind() == error_kind::unique_violation) {
            throw error(error_kind::unique_violation,
                        fmt::format("a user with email address {} or ID {} already exists",
                                    user.email.text(), user.id.to_string()));
        }
        throw;
    }
}

} // namespace

bool update_user::empty() const noexcept {
    return !name && !email && !roles && !password_hash && !department && !no_department && !enabled;
}

user apply_change(user before, const update_user& change) {
    user after = std::move(before);
    replace(after.name, change.name);
    replace(after.email, change.email);
    replace(after.roles, change.roles);
    replace(after.password_hash, change.password_hash);
    replace(after.enabled, change.enabled);
    if (change.no_department || change.department) {
        after.department = change.department;
    }
    return after;
}

user business::create(const new_user& request) {
    const uuid id = request.id ? *request.id : uuid::random();
    const operation scope("user.create", id.to_string());
    const timestamp now = services_.clock();
    user created{id,
                 request.name,
                 request.email,
                 request.roles,
                 request.password_hash,
                 request.department,
                 request.enabled,
                 now,
                 now};
    explain_violations(created, [&] { store_.create(created); });
    services_.report_change("user", "created", created.id);
    return created;
}

user business::update(const uuid& id, const update_user& change,
                      const std::optional<timestamp>& unmodified_since) {
    const operation scope("user.update", id.to_string());
    const user before =
        require_found("user", id.to_string(), [&] { return store_.query_for_update(id); });
    require_unmodified("user", id, before.date_updated, unmodified_since);
    user after = apply_change(before, change);
    after.date_updated = next_update_time(services_.clock(), before.date_updated);
    explain_violations(
        after, [&] { require_found("user", id.to_string(), [&] { store_.update(after); }); });
    services_.report_change("user", "updated", id);
    return after;
}

void business::remove(const std::vector<uuid>& ids) {
    const operation scope("user.remove");
    require_removed("user", ids, store_.remove(ids));
    for (const auto& id : ids) {
        services_.report_change("user", "deleted", id);
    }
}

user business::query_by_id(const uuid& id) {
    const operation scope("user.query_by_id", id.to_string());
    return require_found("user", id.to_string(), [&] { return store_.query_by_id(id); });
}

user business::query_by_email(const email& address) {
    const operation scope("user.query_by_email");
    return require_found("user", address.text(), [&] { return store_.query_by_email(address); });
}

std::vector<user> business::query(const filter& filter, const order_by& order, const page& page) {
    const operation scope("user.query");
    return store_.query(filter, order, page);
}

cursor_page<user> business::query_after(const filter& filter, const order_by& order,
                                        const std::optional<cursor>& after, std::int64_t rows) {
    const operation scope("user.query_after");
    if (after) {
        check_cursor(*after, order);
    }
    return make_cursor_page(store_.query_after(filter, order, after, rows + 1), rows,
                            [&](const user& last) { return cursor_after(last, order); });
}

std::int64_t business::count(const filter& filter) {
    const operation scope("user.count");
    return store_.count(filter);
}

std::int64_t business::count_widgets(const std::vector<uuid>& ids) {
    const operation scope("user.count_widgets");
    return store_.count_widgets(ids);
}

} // namespace dunlin::user
