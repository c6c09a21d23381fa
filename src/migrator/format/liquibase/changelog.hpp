// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/migrator/source.hpp>

#include <cstddef>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace dunlin::migrator {

/// `include` or `includeAll` of a changelog in XML, YAML or JSON.
struct liquibase_include {
    bool all = false; ///< a folder with what is below it
    std::string path;
    bool relative = false; ///< to the changelog's own folder
    bool must_exist = true;
    std::size_t at = 0; ///< its place in the changelog
};

/// One entry, with its attributes unchanged. error(config) with the place for a word or an
/// attribute that cannot be carried out here; those are all but the ones above.
liquibase_include make_liquibase_include(const source_file& file, std::size_t at,
                                         std::string_view word,
                                         const std::map<std::string, std::string>& attributes);

/// JSON as well. Problems of single entries go to the options' on_problem.
std::vector<liquibase_include> read_liquibase_yaml(const source_file& file,
                                                   const read_options& options);
std::vector<liquibase_include> read_liquibase_xml(const source_file& file,
                                                  const read_options& options);

/// Whether a file is a changelog in another language than SQL, by its name and then its text.
bool is_liquibase_changelog(const std::string& name, std::string_view text);

/// What a changelog runs, also through the changelogs that it includes.
struct liquibase_scripts {
    struct script {
        std::filesystem::path file;
        std::string path; ///< as Liquibase's table names it: from the root of the search path
    };
    std::vector<script> scripts;                 ///< of SQL, in their order
    std::vector<std::filesystem::path> included; ///< changelogs within
};

/// Follows a changelog to its scripts. Paths that are not relative to a changelog begin at the
/// nearest folder above it where they lead somewhere; that folder is the root, else a folder named
/// resources, else the changelog's own. error(config) with the place for what is missing.
liquibase_scripts follow_liquibase_changelog(const std::filesystem::path& master,
                                             const read_options& options);

} // namespace dunlin::migrator
