// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/migrator/migration.hpp>

#include <optional>
#include <string_view>

namespace dunlin::migrator {

/// What goose finds in a file: its scripts for both ways, with the statements that lie between
/// StatementBegin and StatementEnd closed by a semicolon, and the variables of ENVSUB as edits.
struct goose_scripts {
    script up;
    std::optional<script> down;
};

/// Reads a file by the rules of goose's parser. error(config) with the line for what that refuses:
/// an unknown annotation, an indented one, a wrong order, a statement without its semicolon.
goose_scripts read_goose(const source_file& file);

/// Whether a text holds one of goose's annotations.
bool has_goose_annotation(std::string_view text);

} // namespace dunlin::migrator
