// SPDX-License-Identifier: MIT
#pragma once

#include "format/folder.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dunlin::migrator {

/// What flyway.conf or flyway.toml says of names and placeholders; Flyway's defaults otherwise.
struct flyway_config {
    std::string versioned_prefix = "V";
    std::string undo_prefix = "U";
    std::string repeatable_prefix = "R";
    std::string baseline_prefix = "B";
    std::string separator = "__";
    std::vector<std::string> suffixes{".sql"};
    bool replaces_placeholders = true;
    std::string placeholder_prefix = "${";
    std::string placeholder_suffix = "}";
    std::string placeholder_separator = ":";
    std::map<std::string, std::string> placeholders; ///< by name in lower case
    std::string environment = "default";
    std::string table = "flyway_schema_history";
    std::string schema; ///< of the table; empty: the connection's
    bool any_order = false;
    bool refuses_other_names = false; ///< validateMigrationNaming
    bool validates = true;            ///< validateOnMigrate
    bool in_transaction = true;
    bool runs_callbacks = true;
    std::vector<std::string> notes; ///< what it sets that has no effect here
};

/// The configuration in the folder or the nearest folder above it; defaults when there is none.
/// Does not look above the folder of a repository. error(config) with file and line for a value
/// that is not supported.
flyway_config read_flyway_config(const folder& at);

/// The settings of one script, from the file NAME.conf beside it.
struct flyway_script_config {
    std::optional<bool> in_transaction;
    std::optional<bool> replaces_placeholders;
};

/// error(config) with file and line for a key that Flyway does not know, and for those that cannot
/// be honoured: another encoding than UTF-8, shouldExecute.
flyway_script_config read_flyway_script_config(const source_file& file);

} // namespace dunlin::migrator
