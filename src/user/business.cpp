// SPDX-License-Identifier: MIT
#include <dunlin/base/error.hpp>
#include <dunlin/user/business.hpp>

#include <fmt/format.h>

namespace dunlin::user {
namespace {

/// A user has two unique things, the id and the address; a new id is random or was chosen with
/// care.
template <class Write> void in_words(const user& one, Write write) {
    try {
        write();
    } catch (const error& problem) {
        if (problem.kind() == error_kind::unique_violation) {
            throw error(error_kind::unique_violation,
                        fmt::format("there is a user with the address {} or the id {} already",
                                    one.email.text(), one.id.to_string()));
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

user business::create(const new_user& from) {
    const timestamp at = time_();
    user one{from.id ? *from.id : uuid::random(),
             from.name,
             from.email,
             from.roles,
             from.password_hash,
             from.department,
             from.enabled,
             at,
             at};
    in_words(one, [&] { store_.create(one); });
    return one;
}

user business::update(const uuid& id, const update_user& change,
                      const std::optional<timestamp>& unmodified_since) {
    const user before =
        require_found("user", id.to_string(), [&] { return store_.query_for_update(id); });
    require_unmodified("user", id, before.date_updated, unmodified_since);
    user after = apply_change(before, change);
    after.date_updated = next_update_time(time_(), before.date_updated);
    in_words(after, [&] { require_found("user", id.to_string(), [&] { store_.update(after); }); });
    return after;
}

void business::remove(const std::vector<uuid>& ids) {
    require_removed("user", ids, store_.remove(ids));
}

user business::query_by_id(const uuid& id) {
    return require_found("user", id.to_string(), [&] { return store_.query_by_id(id); });
}

user business::query_by_email(const email& address) {
    return require_found("user", address.text(), [&] { return store_.query_by_email(address); });
}

std::vector<user> business::query(const filter& which, const order_by& order, const page& piece) {
    return store_.query(which, order, piece);
}

cursor_page<user> business::query_after(const filter& which, const order_by& order,
                                        const std::optional<cursor>& place, std::int64_t rows) {
    if (place) {
        check_cursor(*place, order);
    }
    return make_cursor_page(store_.query_after(which, order, place, rows + 1), rows,
                            [&](const user& last) { return cursor_after(last, order); });
}

std::int64_t business::count(const filter& which) {
    return store_.count(which);
}

std::int64_t business::count_widgets(const std::vector<uuid>& ids) {
    return store_.count_widgets(ids);
}

} // namespace dunlin::user
