// SPDX-License-Identifier: MIT
#include <dunlin/base/error.hpp>
#include <dunlin/base/operation.hpp>
#include <dunlin/base/text.hpp>
#include <dunlin/widget/business.hpp>

#include <fmt/format.h>

namespace dunlin::widget {
namespace {

/// Calls `write` and explains the constraint violations that the store reports.
template <class Write> void explain_violations(const widget& widget, Write write) {
    try {
        write();
    } catch (const error& problem) {
        if (problem.kind() == error_kind::foreign_key_violation) {
            throw error(error_kind::not_found,
                        fmt::format("user not found: {}", widget.user_id.to_string()))
                .with_hint("a widget must belong to an existing user");
        }
        if (problem.kind() == error_kind::unique_violation) {
            throw error(error_kind::unique_violation,
                        fmt::format("a widget with ID {} already exists", widget.id.to_string()));
        }
        throw;
    }
}

std::string require_search_text(const std::string& text) {
    if (find_invalid_utf8(text) || trim_white_space(text).empty()) {
        throw error(error_kind::usage, "search: the search text is empty or not valid UTF-8");
    }
    return text;
}

} // namespace

widget business::create(const new_widget& request) {
    const uuid id = request.id ? *request.id : uuid::random();
    const operation scope("widget.create", id.to_string());
    const timestamp now = services_.clock();
    widget created{id,
                   request.user_id,
                   request.name,
                   request.category,
                   request.description,
                   request.is_active,
                   request.tags,
                   request.attributes,
                   now,
                   now};
    if (!request.parts.empty()) {
        store_.require_transaction("a widget with parts");
    }
    explain_violations(created, [&] { store_.create(created); });
    if (!request.parts.empty()) {
        std::vector<part> parts;
        for (const auto& given : request.parts) {
            set_part(parts, given);
        }
        store_.replace_parts(created.id, parts);
    }
    services_.report_change("widget", "created", created.id);
    return created;
}

widget business::update(const uuid& id, const update_widget& change,
                        const std::optional<timestamp>& unmodified_since) {
    const operation scope("widget.update", id.to_string());
    const widget before =
        require_found("widget", id.to_string(), [&] { return store_.query_for_update(id); });
    require_unmodified("widget", id, before.date_updated, unmodified_since);
    widget after = apply_change(before, change);
    after.date_updated = next_update_time(services_.clock(), before.date_updated);
    explain_violations(
        after, [&] { require_found("widget", id.to_string(), [&] { store_.update(after); }); });
    if (change.changes_parts()) {
        store_.replace_parts(id, apply_part_change(store_.query_parts({id})[id], change));
    }
    services_.report_change("widget", "updated", id);
    return after;
}

void business::remove(const std::vector<uuid>& ids) {
    const operation scope("widget.remove");
    require_removed("widget", ids, store_.remove(ids));
    for (const auto& id : ids) {
        services_.report_change("widget", "deleted", id);
    }
}

widget business::query_by_id(const uuid& id) {
    const operation scope("widget.query_by_id", id.to_string());
    return require_found("widget", id.to_string(), [&] { return store_.query_by_id(id); });
}

std::vector<widget> business::query(const filter& filter, const order_by& order, const page& page) {
    const operation scope("widget.query");
    return store_.query(filter, order, page);
}

cursor_page<widget> business::query_after(const filter& filter, const order_by& order,
                                          const std::optional<cursor>& after, std::int64_t rows) {
    const operation scope("widget.query_after");
    if (after) {
        check_cursor(*after, order);
    }
    return make_cursor_page(store_.query_after(filter, order, after, rows + 1), rows,
                            [&](const widget& last) { return cursor_after(last, order); });
}

std::int64_t business::for_each(const filter& filter, const order_by& order,
                                const std::function<void(const widget&)>& handle) {
    const operation scope("widget.for_each");
    return store_.for_each(filter, order, handle);
}

std::int64_t business::count(const filter& filter) {
    const operation scope("widget.count");
    return store_.count(filter);
}

std::vector<found_widget> business::search(const std::string& text, const filter& filter,
                                           const page& page, snippets mode) {
    const operation scope("widget.search");
    return store_.search(require_search_text(text), filter, page, mode);
}

std::int64_t business::count_found(const std::string& text, const filter& filter) {
    const operation scope("widget.count_found");
    return store_.count_found(require_search_text(text), filter);
}

std::vector<widget_with_parts> business::with_parts(const std::vector<widget>& widgets) {
    const operation scope("widget.with_parts");
    std::vector<uuid> ids;
    for (const auto& widget : widgets) {
        ids.push_back(widget.id);
    }
    const auto parts = store_.query_parts(ids);
    std::vector<widget_with_parts> result;
    for (const auto& widget : widgets) {
        const auto found = parts.find(widget.id);
        result.push_back({widget, found == parts.end() ? std::vector<part>() : found->second});
    }
    return result;
}

std::int64_t business::report_parts(const report_selection& selection,
                                    const std::function<void(const counted_widget&)>& handle) {
    const operation scope("widget.report_parts");
    return store_.report_parts(selection, handle);
}

std::int64_t business::report_rank(const report_selection& selection,
                                   const std::function<void(const ranked_widget&)>& handle) {
    const operation scope("widget.report_rank");
    return store_.report_rank(selection, handle);
}

std::int64_t business::report_counts(const report_selection& selection,
                                     const std::function<void(const grouped_widget&)>& handle) {
    const operation scope("widget.report_counts");
    return store_.report_counts(selection, handle);
}

std::vector<category_count> business::report_categories(const std::optional<uuid>& user_id) {
    const operation scope("widget.report_categories");
    return store_.report_categories(user_id);
}

} // namespace dunlin::widget
