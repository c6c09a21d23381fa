// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/sqldb/connection.hpp>

#include <cstdint>
#include <functional>
#include <memory>
#include <string_view>

namespace dunlin::sqldb {

/// COPY ... FROM STDIN (manual, 34.10). Without finish() the destructor ends the COPY with an
/// error, so that nothing is kept. The server's complaints come out of write() or finish() as
/// sql_error, its `context` naming the line.
class copy_in {
public:
    /// Throws error(usage) when the statement is not COPY ... FROM STDIN. The connection must
    /// outlive it and runs nothing else meanwhile.
    copy_in(connection& db, std::string_view copy_statement);
    ~copy_in();
    copy_in(const copy_in&) = delete;
    copy_in& operator=(const copy_in&) = delete;

    /// Bytes in the format that the statement named; cut anywhere.
    void write(std::string_view bytes);
    /// Rows that were copied.
    std::int64_t finish();

private:
    class operation;
    std::unique_ptr<operation> operation_;
};

/// COPY ... TO STDOUT: gives the bytes to the callback as they arrive, in constant memory.
/// Returns the number of rows.
std::int64_t copy_out(connection& db, std::string_view copy_statement,
                      const std::function<void(std::string_view)>& on_chunk);

} // namespace dunlin::sqldb
