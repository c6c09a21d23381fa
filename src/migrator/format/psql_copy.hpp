// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/migrator/migration.hpp>

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

namespace dunlin::migrator {

/// psql's \copy as the server knows it: COPY ... FROM STDIN, for data that follows it.
struct psql_copy {
    std::string statement;  ///< with its semicolon
    bool is_inline = false; ///< the data is in the script, up to a line with \.
    std::string data;       ///< else the content of the file, up to a line end
};

/// `arguments` stand after \copy; paths are relative to `project`. error(config) at `at` for \copy
/// TO, for a program and for psql's own input.
psql_copy read_psql_copy(const source_file& file, std::size_t at, std::string_view arguments,
                         const std::filesystem::path& project);

} // namespace dunlin::migrator
