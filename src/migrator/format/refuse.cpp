// SPDX-License-Identifier: MIT
#include "format/refuse.hpp"

#include <dunlin/base/position.hpp>

namespace dunlin::migrator {

void refuse(const source_file& file, std::size_t offset, const std::string& message,
            std::string hint) {
    throw error(error_kind::config, message)
        .with_hint(std::move(hint))
        .at(locate(file.text, offset, file.name));
}

} // namespace dunlin::migrator
