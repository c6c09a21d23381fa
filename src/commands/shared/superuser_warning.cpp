// SPDX-License-Identifier: MIT
#include "shared/superuser_warning.hpp"

#include "shared/local_server.hpp"

#include <dunlin/commands/context.hpp>

#include <fmt/format.h>

namespace dunlin::commands {

void warn_of_superuser(std::string_view advice, context& context) {
    if (!is_private(config::require_database(context.configuration()))) {
        context.warn(
            fmt::format("connected as a superuser: permissions are not checked; {}", advice));
    }
}

} // namespace dunlin::commands
