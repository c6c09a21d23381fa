// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/migrator/migration.hpp>

#include <cstddef>
#include <string_view>

namespace dunlin::migrator {

/// `--preconditions onFail:MARK_RAN onError:HALT`. error(config) at the line for what is not known.
void read_liquibase_preconditions(const source_file& file, std::size_t line, std::string_view rest,
                                  precondition_rules& into);

/// `--precondition-sql-check expectedResult:0 SELECT ...`, table-exists and view-exists; `rest`
/// begins with the kind.
void read_liquibase_precondition(const source_file& file, std::size_t line, std::string_view rest,
                                 precondition_rules& into);

} // namespace dunlin::migrator
