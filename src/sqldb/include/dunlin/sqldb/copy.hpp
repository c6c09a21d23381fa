// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/sqldb/connection.hpp>

#include <cstdint>
#include <functional>
#include <memory>
#include <string_view>

namespace dunlin::sqldb {

/// COPY ... FROM STDIN (manual, 34.10). Without finish() the destructor ends the COPY with an
/// error, so that no row is kept. write() and finish() throw the server's errors as sql_error,
/// whose `context` names the line.
class copy_in {
public:
    /// Throws error(usage) when the statement is not COPY ... FROM STDIN. The connection must
    /// outlive it and must not run anything else meanwhile.
    copy_in(connection& db, std::string_view copy_statement);
    ~copy_in();
    copy_in(const copy_in&) = delete;
    copy_in& operator=(const copy_in&) = delete;

    /// Sends data in the format of the statement; chunks may end anywhere.
    void write(std::string_view bytes);
    /// Ends the COPY and returns the number of rows copied.
    std::int64_t finish();

private:
    class operation;
    std::unique_ptr<operation> operation_;
};

/// COPY ... TO STDOUT: passes the data to the callback as it arrives, in constant memory. Returns
/// the number of rows.
std::int64_t copy_out(connection& db, std::string_view copy_statement,
                      const std::function<void(std::string_view)>& on_chunk);

} // namespace dunlin::sqldb
