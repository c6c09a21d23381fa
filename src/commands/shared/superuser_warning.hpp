// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace dunlin::commands {

class context;

/// Warns that permissions were not checked, with `advice`. Not for a private server: its user is
/// always a superuser, and nobody else works there.
void warn_of_superuser(std::string_view advice, context& context);

} // namespace dunlin::commands
