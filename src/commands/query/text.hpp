// SPDX-License-Identifier: MIT
#pragma once

#include "query/query.hpp"

#include <dunlin/base/error.hpp>

#include <cstddef>
#include <string>

namespace dunlin::commands {

/// The one statement of a query, and where it came from.
struct query_text {
    std::string sql;
    std::string name;                  ///< for messages: the file, or empty
    bool needs_no_transaction = false; ///< the server refuses it in a transaction block

    /// The place of a character (from 1) in the text.
    [[nodiscard]] source_location where(std::size_t position) const;
};

/// Takes the text from the argument, -f FILE or stdin. Throws error(usage) for none or two of
/// them, for a text that is not exactly one statement, and for transaction control and COPY from
/// or to the client, which have no place in a query; error(refused) for statements that READ ONLY
/// does not hold back, when `write` is not set.
query_text read_query(const query_options& options, context& context);

} // namespace dunlin::commands
