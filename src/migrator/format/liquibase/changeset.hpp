// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/migrator/source.hpp>

#include <cstddef>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dunlin::migrator {

/// One changeset while its lines are read.
struct liquibase_changeset {
    std::shared_ptr<const source_file> file;
    std::size_t begin = 0; ///< of its line
    std::string author;
    std::string id;
    std::string path; ///< logical, or within the folder
    bool has_logical_path = false;
    std::map<std::string, std::string> attributes;
    std::string comment;
    std::vector<std::string> checksums; ///< validCheckSum
    precondition_rules conditions;
    std::vector<std::pair<std::size_t, std::size_t>> sql;      ///< ranges of the file
    std::vector<std::pair<std::size_t, std::size_t>> rollback; ///< as `sql`
};

using liquibase_properties = std::map<std::string, std::string>;

/// The migration that it makes. error(config) with file and line for an attribute that is not known
/// or cannot be honoured.
migration make_liquibase_migration(const liquibase_changeset& from,
                                   const liquibase_properties& properties,
                                   const read_options& options);

/// Why it is left out of this run ("its context is test"); empty: it is not.
std::string left_out_reason(const liquibase_changeset& of, const read_options& options);

/// Liquibase's checksum, version 9, of a changeset of one text.
std::string liquibase_checksum(std::string_view sql);

} // namespace dunlin::migrator
