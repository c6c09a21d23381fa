// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>

namespace dunlin::migrator {

enum class header_kind {
    none,        ///< an ordinary comment
    version,     ///< `-- Version: 1.02`
    description, ///< `-- Description: text`
    misspelled,  ///< a misspelling of one of these that no reader accepts
};

struct header {
    header_kind kind = header_kind::none;
    std::string_view value; ///< what follows the colon, trimmed
};

/// Classifies one comment line. A header begins the line, with `--` followed by at most
/// one blank; `Ver`, `Vers`, `Des` and `Desc` count too, since darwin accepts them.
header read_header(std::string_view line);

/// Whether darwin reads the line as a header of a version or description (reference: its
/// parse.go compares only the first letters). A document that holds such a comment means
/// something else to darwin than to a reader.
bool darwin_takes_as_header(std::string_view line);

} // namespace dunlin::migrator
