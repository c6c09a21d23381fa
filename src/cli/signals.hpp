// SPDX-License-Identifier: MIT
#pragma once

namespace dunlin {
class interruption;
}

namespace dunlin::cli {

/// Makes SIGINT and SIGTERM request a stop. A second signal ends the process at once with exit code
/// 128 plus its number; so does SIGTERM after seven seconds. SIGPIPE and SIGXFSZ are ignored, so
/// that a closed pipe and a file size limit are write errors. `stop` must live as long as the
/// program.
void catch_signals(interruption& stop);

} // namespace dunlin::cli
