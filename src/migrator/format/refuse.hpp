// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/migrator/migration.hpp>

#include <cstddef>
#include <string>

namespace dunlin::migrator {

/// error(config) at a place of a file.
[[noreturn]] void refuse(const source_file& file, std::size_t offset, const std::string& message,
                         std::string hint);

} // namespace dunlin::migrator
