// SPDX-License-Identifier: MIT
#pragma once

#include "format/folder.hpp"

#include <dunlin/migrator/migration.hpp>

#include <cstddef>
#include <map>
#include <string>
#include <vector>

namespace dunlin::migrator {

/// Half of a file, as tern renders it.
struct tern_half {
    std::vector<edit> edits;
    /// Not empty: an action of the template that is none of those known here.
    std::string unknown;
};

/// Finds the actions of Go's text/template in a part of a file: {{ .name }}, {{ env "NAME" }},
/// {{ template "shared/x.sql" . }} and comments, with or without the dashes that remove blanks.
/// `values` are those of tern.conf. error(config) with the place for an action without its end and
/// for an included file that is missing.
tern_half read_template(const folder& at, const source_file& file, std::size_t begin,
                        std::size_t end, const std::map<std::string, std::string>& values);

/// The section [data] of a tern.conf.
std::map<std::string, std::string> read_tern_data(const source_file& configuration);

} // namespace dunlin::migrator
