// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/local/binaries.hpp>

#include <filesystem>
#include <string>
#include <string_view>

namespace dunlin::local {

/// The name of the setting on a line of postgresql.conf in lower case; empty when it holds none. As
/// in the server's own parser (PostgreSQL's src/backend/utils/misc/guc-file.l) it is the first word
/// of the line.
std::string setting_of_line(std::string_view line);

/// Checks a data directory that this user's dunlin did not create, before its server is started:
/// the server runs what its files configure with the user's rights. Allows only settings that
/// cannot name a program, a library or a file: numbers, booleans and enumerations, as the installed
/// server describes them, and a few texts (lc_messages). Throws error(refused) naming file, line
/// and setting, and for a symbolic link anywhere in the folder. `home` is PROJECT/.dunlin/local.
///
/// It checks settings only, not the contents of the databases (functions, triggers).
void check_foreign_settings(const std::filesystem::path& home, const std::filesystem::path& data,
                            const binaries& programs);

/// The part of that check about symbolic links, FIFOs and other special files, to be done before
/// any file is read.
void check_foreign_files(const std::filesystem::path& home, const std::filesystem::path& data);

} // namespace dunlin::local
