// SPDX-License-Identifier: MIT
#include <dunlin/base/entity_services.hpp>

#include <fmt/format.h>

namespace dunlin {

void entity_services::report_change(std::string_view domain, std::string_view action,
                                    const uuid& id) const {
    if (log) {
        log(fmt::format("{} {}: {}", domain, action, id.to_string()));
    }
    if (changes != nullptr) {
        changes->notify({domain, action, id});
    }
}

} // namespace dunlin
