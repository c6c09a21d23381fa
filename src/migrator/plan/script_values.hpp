// SPDX-License-Identifier: MIT
#pragma once

#include "plan/script_text.hpp"

namespace dunlin::sqldb {
class connection;
}

namespace dunlin::migrator {

/// The values for placeholders: the caller's, and those that Flyway takes from the database
/// (flyway:defaultSchema, flyway:user, flyway:database), which are queried once, when one of them
/// is first asked for. `db` must outlive the result.
placeholder_lookup script_values(const placeholder_lookup& given,
                                 std::optional<sqldb::connection>& db);

} // namespace dunlin::migrator
