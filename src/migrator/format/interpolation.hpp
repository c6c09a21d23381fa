// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/migrator/migration.hpp>

#include <cstddef>
#include <string_view>
#include <vector>

namespace dunlin::migrator {

/// Finds what goose's ENVSUB puts into a line: $NAME, ${NAME}, ${NAME-default}, ${NAME:-default},
/// ${NAME?message}; `$$` and `\$` stand for one dollar sign. A variable that is not set is empty.
/// error(config) with the place for a form that goose refuses or that is not known here (cutting
/// pieces out of a value, defaults with variables in them).
void substitute_variables(const source_file& file, std::size_t begin, std::string_view line,
                          std::vector<edit>& into);

} // namespace dunlin::migrator
