// SPDX-License-Identifier: MIT
#include <dunlin/base/error.hpp>
#include <dunlin/user/business.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace dunlin::user {
namespace {

[[noreturn]] void fail_not_found(const std::string& who) {
    throw error(error_kind::not_found, fmt::format("user not found: {}", who));
}

/// The store's "not found" in the words of the business.
template <class Ask> user one_or_not_found(const std::string& who, Ask ask) {
    try {
        return ask();
    } catch (const error& problem) {
        if (problem.kind() == error_kind::not_found) {
            fail_not_found(who);
        }
        throw;
    }
}

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

template <class T> void replace(T& value, const std::optional<T>& by) {
    if (by) {
        value = *by;
    }
}

} // namespace

bool update_user::empty() const noexcept {
    return !name && !email && !roles && !password_hash && !department && !no_department && !enabled;
}

user changed(user before, const update_user& change) {
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
        one_or_not_found(id.to_string(), [&] { return store_.query_for_update(id); });
    if (unmodified_since && before.date_updated > *unmodified_since) {
        throw error(error_kind::refused,
                    fmt::format("user {} was updated at {}, after {}", id.to_string(),
                                format_utc(before.date_updated), format_utc(*unmodified_since)))
            .with_hint("read it again and decide anew");
    }
    user after = changed(before, change);
    // Later than before whatever the clock says, so that no two states share a date.
    after.date_updated = std::max(time_(), before.date_updated + std::chrono::microseconds{1});
    in_words(after, [&] { store_.update(after); });
    return after;
}

void business::remove(const std::vector<uuid>& ids) {
    auto removed = store_.remove(ids);
    std::sort(removed.begin(), removed.end());
    for (const auto& id : ids) {
        if (!std::binary_search(removed.begin(), removed.end(), id)) {
            fail_not_found(id.to_string());
        }
    }
}

user business::query_by_id(const uuid& id) {
    return one_or_not_found(id.to_string(), [&] { return store_.query_by_id(id); });
}

user business::query_by_email(const email& address) {
    return one_or_not_found(address.text(), [&] { return store_.query_by_email(address); });
}

std::vector<user> business::query(const filter& which, const order_by& order, const page& piece) {
    return store_.query(which, order, piece);
}

user_page business::query_after(const filter& which, const order_by& order,
                                const std::optional<cursor>& place, std::int64_t rows) {
    if (place) {
        check_place(*place, order);
    }
    // One more than asked for tells whether there is a next page.
    user_page found{store_.query_after(which, order, place, rows + 1), std::nullopt};
    if (static_cast<std::int64_t>(found.users.size()) > rows) {
        found.users.pop_back();
        found.next = place_behind(found.users.back(), order);
    }
    return found;
}

std::int64_t business::count(const filter& which) {
    return store_.count(which);
}

std::int64_t business::count_widgets(const std::vector<uuid>& ids) {
    return store_.count_widgets(ids);
}

} // namespace dunlin::user
