// SPDX-License-Identifier: MIT
#pragma once

#include "format/folder.hpp"

#include <dunlin/migrator/source.hpp>

#include <functional>
#include <string_view>

namespace dunlin::migrator {

/// Notes an item that the reader passes over, when somebody may believe that it runs: a file whose
/// name has ".sql" in it, also within sub-folders.
void note_never_run(const folder& at, const folder::item& item, source& into);

/// Whether one of the first or last files with that ending shows a sign in its text. Six are looked
/// into at the most; those that cannot be read show nothing.
bool some_file_shows(const folder& at, std::string_view ending,
                     const std::function<bool(std::string_view text)>& is_sign);

} // namespace dunlin::migrator
