// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/migrator/migration.hpp>

#include <cstddef>
#include <string_view>
#include <vector>

namespace dunlin::migrator {

/// One `-- migrate:up` or `-- migrate:down` block.
struct dbmate_block {
    bool up = true;
    bool transaction = true;
    std::size_t begin = 0; ///< after the directive's line
    std::size_t end = 0;
};

/// The blocks of a file, by turns up and down. error(config) with the line for what dbmate refuses
/// (an up block without its down block, statements before the first) and for what dbmate would
/// ignore: an option that it does not know, a line that looks like a misspelled directive.
std::vector<dbmate_block> read_dbmate(const source_file& file);

/// Whether a text holds the directive of an up block.
bool has_dbmate_directive(std::string_view text);

/// One script of all blocks of one way, in the order of the file, as dbmate runs them both ways.
script join_blocks(const std::vector<dbmate_block>& blocks, bool up);

} // namespace dunlin::migrator
