// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace dunlin::commands {

/// Throws error(usage) if the text begins with a backslash command of psql. The hint is dunlin's
/// verb or option that does the same, or the SQL.
void refuse_psql_command(std::string_view text);

} // namespace dunlin::commands
