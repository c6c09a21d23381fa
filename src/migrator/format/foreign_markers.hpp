// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace dunlin::migrator {

/// The tool whose marker a comment line is: `-- migrate:down` is dbmate's, `-- +goose Down`
/// goose's. Empty for any other comment. In a folder of dunlin's own format such a line would be a
/// comment, and a down script below it would run as part of the up script.
std::string_view tool_of_marker(std::string_view line);

} // namespace dunlin::migrator
