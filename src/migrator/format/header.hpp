// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>

namespace dunlin::migrator {

enum class header_kind {
    none,        ///< an ordinary comment
    version,     ///< `-- Version: 1.02`
    description, ///< `-- Description: text`
    nearly,      ///< meant as one of these, but no reader would take it
};

struct header {
    header_kind kind = header_kind::none;
    std::string_view value; ///< what follows the colon, trimmed
};

/// Judges one comment line. A header stands at the start of the line, `--` followed by at most
/// one blank; `Ver`, `Vers`, `Des` and `Desc` do as well, since darwin takes them.
header read_header(std::string_view line);

/// Whether darwin takes the line for a header of a version or description (reference: its
/// parse.go compares only the first letters). A document that holds such a comment means
/// something else to darwin than to a reader.
bool darwin_takes_as_header(std::string_view line);

} // namespace dunlin::migrator
