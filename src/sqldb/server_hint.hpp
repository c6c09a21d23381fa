// SPDX-License-Identifier: MIT
#pragma once

#include "implementation.hpp"

#include <string>
#include <string_view>

namespace dunlin::sqldb {

/// What to do about an error of the server whose cause is a state or a setting of the server and
/// not the statement: a standby, a timeout that ended the session. Empty for all other errors.
std::string server_hint(std::string_view sqlstate, const connection::implementation& session);

} // namespace dunlin::sqldb
