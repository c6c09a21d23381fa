// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/migrator/source.hpp>

#include <memory>
#include <vector>

namespace dunlin::migrator {

/// Reads a file that is named for its one migration (VERSION_slug.sql, R__slug.sql). Headers may
/// precede the statements; a version header must repeat the version of the name. A line that is
/// malformed is a problem of its own.
migration read_single(const std::shared_ptr<const source_file>& file, const std::string& version,
                      const std::string& description, migration_kind kind,
                      const read_options& options = {});

enum class document_rules {
    dunlin, ///< a comment that darwin would read as a header is an error
    darwin, ///< also everything that makes darwin lose migrations or order them otherwise
};

/// Reads a file of `-- Version:` sections. Throws error(config) with file and line for text before
/// the first header and whatever the rules add.
std::vector<migration> read_document(const std::shared_ptr<const source_file>& file,
                                     document_rules rules, const read_options& options = {});

} // namespace dunlin::migrator
