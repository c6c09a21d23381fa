// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/migrator/migration.hpp>

#include <vector>

namespace dunlin::migrator {

/// Refuses with error(config) what makes darwin itself lose migrations of a document or run them
/// in another order: a second colon in a header, a line of more than 64 KiB, versions that are
/// equal as numbers with a fraction (1.1 and 1.10), versions that it orders otherwise (1.15 before
/// 1.2), a byte order mark.
void check_as_darwin(const source_file& file, const std::vector<migration>& document);

} // namespace dunlin::migrator
