// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace dunlin {
class error;
}

namespace dunlin::commands {

/// What kind of failure it was, for machines: the SQLSTATE, or the kind's name.
std::string failure_type(const error& problem);

/// The message without passwords; and none at all where the server is known to quote values in it.
std::string safe_message(const error& problem);

} // namespace dunlin::commands
