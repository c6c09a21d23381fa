// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/sqldb/result.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace dunlin::sqldb {

/// Receives a result as it arrives. An exception cancels the statement and is rethrown.
class row_receiver {
public:
    row_receiver() = default;
    row_receiver(const row_receiver&) = delete;
    row_receiver& operator=(const row_receiver&) = delete;
    virtual ~row_receiver() = default;

    /// Called once, before the first row, and also when there is none. Empty for a statement that
    /// returns no rows.
    virtual void columns(const std::vector<column>& described) = 0;
    /// Returns whether to continue; false cancels the statement.
    virtual bool row(const sqldb::row& current) = 0;
};

/// How a streamed statement ended.
struct stream_end {
    std::int64_t rows = 0;     ///< passed to the receiver
    std::int64_t affected = 0; ///< inserted, updated, deleted or selected, from the command tag
    std::string command_tag;   ///< "INSERT 0 3"
    bool complete = true;      ///< false: the receiver stopped it
};

} // namespace dunlin::sqldb
