// SPDX-License-Identifier: MIT
#include <dunlin/base/error.hpp>
#include <dunlin/base/text.hpp>
#include <dunlin/widget/business.hpp>

#include <fmt/format.h>

namespace dunlin::widget {
namespace {

/// The store says which constraint was broken; what that means for a widget is said here.
template <class Write> void in_words(const widget& one, Write write) {
    try {
        write();
    } catch (const error& problem) {
        if (problem.kind() == error_kind::foreign_key_violation) {
            throw error(error_kind::not_found,
                        fmt::format("user not found: {}", one.user_id.to_string()))
                .with_hint("a widget belongs to a user who exists");
        }
        if (problem.kind() == error_kind::unique_violation) {
            throw error(
                error_kind::unique_violation,
                fmt::format("there is a widget with the id {} already", one.id.to_string()));
        }
        throw;
    }
}

std::string checked_words(const std::string& words) {
    if (find_invalid_utf8(words) || trim_white_space(words).empty()) {
        throw error(error_kind::usage, "search: some words to search for are needed");
    }
    return words;
}

} // namespace

widget business::create(const new_widget& from) {
    const timestamp at = time_();
    widget one{from.id ? *from.id : uuid::random(),
               from.user_id,
               from.name,
               from.category,
               from.active,
               from.tags,
               from.attributes,
               at,
               at};
    in_words(one, [&] { store_.create(one); });
    return one;
}

widget business::update(const uuid& id, const update_widget& change,
                        const std::optional<timestamp>& unmodified_since) {
    const widget before =
        require_found("widget", id.to_string(), [&] { return store_.query_for_update(id); });
    require_unmodified("widget", id, before.date_updated, unmodified_since);
    widget after = apply_change(before, change);
    after.date_updated = next_update_time(time_(), before.date_updated);
    in_words(after,
             [&] { require_found("widget", id.to_string(), [&] { store_.update(after); }); });
    return after;
}

void business::remove(const std::vector<uuid>& ids) {
    require_removed("widget", ids, store_.remove(ids));
}

widget business::query_by_id(const uuid& id) {
    return require_found("widget", id.to_string(), [&] { return store_.query_by_id(id); });
}

std::vector<widget> business::query(const filter& which, const order_by& order, const page& piece) {
    return store_.query(which, order, piece);
}

cursor_page<widget> business::query_after(const filter& which, const order_by& order,
                                          const std::optional<cursor>& place, std::int64_t rows) {
    if (place) {
        check_cursor(*place, order);
    }
    return make_cursor_page(store_.query_after(which, order, place, rows + 1), rows,
                            [&](const widget& last) { return cursor_after(last, order); });
}

std::int64_t business::for_each(const filter& which, const order_by& order,
                                const std::function<void(const widget&)>& each) {
    return store_.for_each(which, order, each);
}

std::int64_t business::count(const filter& which) {
    return store_.count(which);
}

std::vector<found_widget> business::search(const std::string& words, const filter& which,
                                           const page& piece, snippets marked) {
    return store_.search(checked_words(words), which, piece, marked);
}

std::int64_t business::count_found(const std::string& words, const filter& which) {
    return store_.count_found(checked_words(words), which);
}

std::vector<part_count> business::report_parts(const std::optional<uuid>& user_id) {
    return store_.report_parts(user_id);
}

std::vector<category_rank> business::report_rank(const std::optional<uuid>& user_id) {
    return store_.report_rank(user_id);
}

std::vector<category_count> business::report_categories(const std::optional<uuid>& user_id) {
    return store_.report_categories(user_id);
}

} // namespace dunlin::widget
