// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/migrator/migration.hpp>

#include <string_view>

namespace dunlin::migrator {

/// Whether a comment line is a `-- dunlin:` directive, or looks like a misspelled one.
bool is_directive(std::string_view line);

/// Whether the directive is `down`, which opens the down script.
bool is_down_directive(std::string_view line);

/// Enters a directive other than `down`. Throws error(config) at `offset` of the file for one that
/// is unknown, malformed, given twice or not at the start of its line.
void set_directive(std::string_view line, const source_file& file, std::size_t offset,
                   directives& into);

/// All directives of a text that is one script.
directives read_directives(const source_file& file);

} // namespace dunlin::migrator
