// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/migrator/migration.hpp>

#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dunlin::migrator {

/// What a line of formatted SQL is, by the word after its two dashes.
enum class liquibase_word {
    none, ///< SQL, or an ordinary comment
    header,
    changeset,
    property,
    comment,
    rollback,
    preconditions,
    precondition,
    valid_checksum,
    ignore_lines,
    unsupported, ///< Liquibase has it in its paid editions
    misspelled,  ///< a form that Liquibase refuses
    typo,        ///< nearly one of these words, and a comment to Liquibase
};

struct liquibase_line {
    liquibase_word word = liquibase_word::none;
    std::string_view rest; ///< after the word
};

/// `line` without its end.
liquibase_line read_liquibase_line(std::string_view line);

/// Whether a text begins as formatted SQL does.
bool is_liquibase_document(std::string_view text);

/// "name:value" pairs after a word; values may be quoted. Nullopt: not of that form; `defect` is
/// then what is not.
std::optional<std::map<std::string, std::string>> read_liquibase_attributes(std::string_view rest,
                                                                            std::string& defect);

/// Whether an expression of contexts or labels ("a and !b, (c or d)") lets something run for those
/// given, separated by commas. Without any given, all run.
bool liquibase_matches(std::string_view expression, std::string_view given);

} // namespace dunlin::migrator
