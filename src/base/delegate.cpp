// SPDX-License-Identifier: MIT
#include <dunlin/base/delegate.hpp>

#include <utility>

namespace dunlin {

void delegate::subscribe(std::string domain, std::string action, handler handle) {
    subscriptions_.push_back({std::move(domain), std::move(action), std::move(handle)});
}

void delegate::notify(const domain_event& event) const {
    for (const auto& [domain, action, handle] : subscriptions_) {
        if (domain == event.domain && action == event.action) {
            handle(event);
        }
    }
}

} // namespace dunlin
