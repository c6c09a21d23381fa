// SPDX-License-Identifier: MIT
#include <dunlin/base/position.hpp>
#include <dunlin/migrator/migration.hpp>
#include <dunlin/sqltext/tokens.hpp>

namespace dunlin::migrator {

std::string migration::content_checksum() const {
    return sqltext::content_checksum(up_text());
}

source_location migration::where(std::size_t offset) const {
    return locate(file->text, offset, file->name);
}

} // namespace dunlin::migrator
