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

/// Whether the text of one of the first or last files with that suffix satisfies a predicate. At
/// most six are read; those that cannot be read do not count.
bool has_file_with_text(const folder& at, std::string_view ending,
                        const std::function<bool(std::string_view text)>& is_sign);

} // namespace dunlin::migrator
