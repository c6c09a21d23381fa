// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/migrator/migration.hpp>

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dunlin::migrator {

/// Finds what goose's ENVSUB puts into a line: $NAME, ${NAME}, ${NAME-default}, ${NAME:-default},
/// ${NAME:offset:length}, ${NAME?message}, defaults with variables in them; `$$` and `\$` mean
/// one dollar sign. A variable that is not set is empty. error(config) with the place for a form
/// that goose refuses.
void substitute_variables(const source_file& file, std::size_t begin, std::string_view line,
                          std::vector<edit>& into);

/// The value of such a text. error(config) without a place for a ${NAME?message} that is not set.
std::string
expand_variables(std::string_view text,
                 const std::function<std::optional<std::string>(std::string_view)>& values);

} // namespace dunlin::migrator
