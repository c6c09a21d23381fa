// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace dunlin::migrator {

/// Whether a statement may end transactions by itself, which the server allows it only outside of a
/// transaction block: CALL, and DO with COMMIT, ROLLBACK or CALL in its body.
bool may_end_transactions(std::string_view statement);

/// Whether a script is one such statement and nothing else. Where a tool sends the file as one
/// message without BEGIN, it has no transaction around it then.
bool is_lone_call(std::string_view script);

} // namespace dunlin::migrator
