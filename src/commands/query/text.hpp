// SPDX-License-Identifier: MIT
#pragma once

#include "query/query.hpp"

#include <dunlin/base/error.hpp>

#include <cstddef>
#include <string>

namespace dunlin::commands {

/// The statement of a query.
struct query_text {
    std::string sql;
    std::string name;                  ///< of its file, for messages; empty: none
    bool needs_no_transaction = false; ///< the server refuses it in a transaction block

    /// The location of a character (from 1) in the text.
    [[nodiscard]] source_location location_of(std::size_t position) const;
};

/// Reads the text from the argument, --file or stdin. Throws error(usage) for none or two of them,
/// unless it is exactly one statement, and for transaction control, COPY from or to the client, and
/// commands of psql.
/// Without `write` it throws error(refused) for statements that READ ONLY does not prevent.
query_text read_query(const query_options& options, context& context);

} // namespace dunlin::commands
