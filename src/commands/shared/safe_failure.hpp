// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace dunlin {
class error;
}

namespace dunlin::commands {

/// The type of a failure in telemetry: the SQLSTATE, or the name of the error's kind.
std::string failure_type(const error& problem);

/// The message with passwords redacted, or only the SQLSTATE where the server quotes values in it.
std::string safe_message(const error& problem);

} // namespace dunlin::commands
