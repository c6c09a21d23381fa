// SPDX-License-Identifier: MIT
#pragma once

#include "query/query.hpp"

#include <dunlin/base/error.hpp>
#include <dunlin/sqltext/statement.hpp>

#include <cstddef>
#include <string>
#include <vector>

namespace dunlin::commands {

/// The statements of a query.
struct query_text {
    std::string sql;
    std::string name; ///< of its file, for messages; empty: none
    std::vector<sqltext::statement> statements;
    /// The only statement is one that the server refuses in a transaction block.
    bool needs_no_transaction = false;

    /// The location of a character (from 1) of a statement.
    [[nodiscard]] source_location location_of(const sqltext::statement& statement,
                                              std::size_t position) const;
};

/// Reads the text from the argument, --file or stdin. Throws error(usage) for none or two of them,
/// without a statement, for several where the output or --explain takes one, and for transaction
/// control, COPY from or to the client, and commands of psql.
/// Without `write` it throws error(refused) for statements that READ ONLY does not prevent.
query_text read_query(const query_options& options, context& context);

} // namespace dunlin::commands
