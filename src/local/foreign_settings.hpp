// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/local/binaries.hpp>

#include <filesystem>
#include <string>
#include <string_view>

namespace dunlin::local {

/// The name of the setting on a line of postgresql.conf in lower case; empty when it holds none.
/// As the server reads it (PostgreSQL's src/backend/utils/misc/guc-file.l): the line's first word,
/// whatever follows.
std::string setting_of_line(std::string_view line);

/// Looks into a data directory that this user's dunlin did not make, before its server is started:
/// a server does what its files say, with the rights of who starts it. Only settings that can name
/// no program, library or file are let through: numbers, switches and choices by the word of the
/// programs that would run, and a few texts (lc_messages). Throws error(refused) naming file, line
/// and setting, and for a symbolic link anywhere in the folder. `home` is PROJECT/.dunlin/local.
///
/// This is about settings. What the databases hold (functions, triggers) is not looked at.
void check_foreign_settings(const std::filesystem::path& home, const std::filesystem::path& data,
                            const binaries& programs);

/// The part of it about symbolic links, FIFOs and the like, to be asked before anything is read.
void check_foreign_files(const std::filesystem::path& home, const std::filesystem::path& data);

} // namespace dunlin::local
