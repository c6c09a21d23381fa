// SPDX-License-Identifier: MIT
#pragma once

namespace dunlin {
class interruption;
}

namespace dunlin::cli {

/// SIGINT and SIGTERM become a request to stop; the second one leaves at once with
/// 128 + its number. A command that SIGTERM does not end within seven seconds leaves like that too.
/// SIGPIPE and SIGXFSZ are ignored, so that a closed pipe and a file that must not grow are errors
/// of a write. `stop` must live as long as the program.
void catch_signals(interruption& stop);

} // namespace dunlin::cli
