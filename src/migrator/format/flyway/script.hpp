// SPDX-License-Identifier: MIT
#pragma once

#include "format/flyway/config.hpp"

#include <dunlin/migrator/source.hpp>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace dunlin::migrator {

/// The whole file as a script, with its placeholders as edits. `name`: the file's own.
script flyway_script(const std::shared_ptr<const source_file>& file, std::string_view name,
                     const flyway_config& config, const flyway_script_config& own);

/// Flyway's checksum of a text as the ledger has it: CRC-32 over its lines without their ends and
/// without a byte order mark, as a signed number.
std::int32_t flyway_checksum(std::string_view text);

/// Those that Flyway accepts of a migration, "flyway:-1523": of the file, and for a repeatable one
/// first that of the text with its placeholders replaced, as far as their values are known without
/// a database.
std::vector<std::string> flyway_checksums(const migration& migration, const read_options& options);

} // namespace dunlin::migrator
