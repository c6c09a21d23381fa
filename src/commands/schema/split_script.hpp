// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/catalog/snapshot.hpp>

#include <filesystem>
#include <string_view>

namespace dunlin::commands {

/// Writes one file per object and main.sql, which includes them in their order. Files that an
/// earlier main.sql names and that are not needed any more are removed. Throws error(refused) when
/// the folder holds other files and no main.sql.
void write_split_script(const catalog::snapshot& schema, std::string_view data,
                        const std::filesystem::path& folder);

} // namespace dunlin::commands
