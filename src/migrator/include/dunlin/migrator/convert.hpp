// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/migrator/source.hpp>

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace dunlin::migrator {

/// A folder of migrations as another tool would have it. Nothing is written yet.
struct conversion {
    struct file {
        std::string name; ///< within the folder
        std::string text;
    };
    std::vector<file> files;
    /// What that format cannot say, and so is not in the files or is said otherwise there: a
    /// sentence each, beginning with the version.
    std::vector<std::string> left_out;
};

/// The formats that can be read, and those that can be written.
std::vector<std::string> read_formats();
std::vector<std::string> written_formats();

/// The migrations in the format of that name. Down scripts, transaction annotations and, where the
/// format numbers as freely, versions are kept. Throws error(usage) for a format that cannot be
/// written.
conversion convert(const source& from, std::string_view format);

/// Writes the files into a folder, which is made when it is missing. Throws error(refused) before
/// anything is written when one of them is there already.
void write_files(const conversion& conversion, const std::filesystem::path& folder);

} // namespace dunlin::migrator
