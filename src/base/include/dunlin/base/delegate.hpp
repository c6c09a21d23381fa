// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/base/uuid.hpp>

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace dunlin {

/// A change of an entity, which other domains may have to follow.
struct domain_event {
    std::string_view domain; ///< "widget"
    std::string_view action; ///< "created", "updated" or "deleted"
    uuid id;
};

/// Tells domains about the changes of others, which need not know them:
///
///     delegate changes;
///     changes.subscribe("user", "deleted", [&](const domain_event& event) {
///         audit_store(transaction).add(event.id);
///     });
///     user::business users(store, {.changes = &changes});
///
/// Handlers run inside the call that makes the change, after it was stored and before it returns.
/// So they are part of its transaction if their stores are bound to it too.
class delegate {
public:
    using handler = std::function<void(const domain_event&)>;

    /// Calls `handle` for every event of that domain and action.
    void subscribe(std::string domain, std::string action, handler handle);

    /// Calls the handlers of an event in the order of their subscription. What one throws comes
    /// through, and those after it are not called: the caller must then roll back.
    void notify(const domain_event& event) const;

private:
    struct subscription {
        std::string domain;
        std::string action;
        handler handle;
    };
    std::vector<subscription> subscriptions_;
};

} // namespace dunlin
