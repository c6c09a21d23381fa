// SPDX-License-Identifier: MIT
#pragma once

#include "query/parameters.hpp"
#include "query/text.hpp"

#include <dunlin/output/format.hpp>
#include <dunlin/output/row_writer.hpp>
#include <dunlin/sqldb/connection.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace dunlin::sqldb {
class transaction;
}

namespace dunlin::commands {

class query_destination;
class row_printer;

/// A query that was read and checked, and its session.
class query_run {
public:
    /// Reads and checks the query as far as that is possible without the server, then connects.
    query_run(const query_options& options, context& context);

    void run_once();
    /// Runs it until interrupted, or until the output is closed.
    void run_repeatedly(std::chrono::microseconds pause);

private:
    void connect();
    void open_session();
    void set_time_zone();
    void run_to(query_destination& destination);
    void print_rows(query_destination& destination);
    void print_plan(query_destination& destination);
    sqldb::stream_end execute(sqldb::row_receiver& receiver);
    void change_rows(row_printer& printer, query_destination& destination);
    void commit(sqldb::transaction& changes) const;
    void deliver_committed(query_destination& destination, const sqldb::stream_end& end);
    [[noreturn]] void rethrow_located() const;
    std::vector<output::column> describe(const std::vector<sqldb::column>& columns) const;
    void print_affected(const sqldb::stream_end& end) const;

    const query_options& options_;
    context& context_;
    output::format format_;
    query_text text_;
    std::string prefix_; ///< EXPLAIN and its options
    std::string sql_;    ///< prefix and text
    query_values values_;
    std::optional<sqldb::connection> db_;
};

} // namespace dunlin::commands
