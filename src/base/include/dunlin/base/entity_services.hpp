// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/base/clock.hpp>
#include <dunlin/base/delegate.hpp>

#include <functional>
#include <string>
#include <string_view>

namespace dunlin {

/// What the business of an entity is given beside its store.
struct entity_services {
    std::function<timestamp()> clock = now;
    /// Told about every change; null: nobody is. Not owned.
    const delegate* changes = nullptr;
    /// Called with a line about every change: "widget created: ID". Empty: nothing is logged.
    std::function<void(const std::string&)> log = {};

    /// Logs a change of an entity that was stored and tells the delegate about it.
    void report_change(std::string_view domain, std::string_view action, const uuid& id) const;
};

} // namespace dunlin
