// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/migrator/source.hpp>

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace dunlin::migrator {

/// A folder of migrations in another tool's format. Nothing is written yet.
struct conversion {
    struct file {
        std::string name; ///< within the folder
        std::string text;
    };
    std::vector<file> files;
    /// What that format cannot express, so that it is missing or different in the files: a
    /// sentence each, beginning with the version.
    std::vector<std::string> left_out;
};

/// The formats that can be read, and those that can be written.
std::vector<std::string> read_formats();
std::vector<std::string> written_formats();

/// The migrations in the format of that name. Down scripts, transaction annotations and, where the
/// format allows them, versions are kept. Throws error(usage) for a format that cannot be
/// written.
conversion convert(const source& from, std::string_view format);

/// Writes the files into a folder, which is created when it is missing. Throws error(refused)
/// before anything is written when one of them exists already.
void write_files(const conversion& conversion, const std::filesystem::path& folder);

} // namespace dunlin::migrator
