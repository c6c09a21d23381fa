// SPDX-License-Identifier: MIT
#pragma once

#include "query/parameters.hpp"
#include "query/text.hpp"

#include <dunlin/output/format.hpp>
#include <dunlin/output/row_writer.hpp>
#include <dunlin/sqldb/connection.hpp>

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace dunlin::sqldb {
class transaction;
}

namespace dunlin::commands {

class query_destination;
class result_list;

/// A query that was read and checked, and its session.
class query_run {
public:
    /// Reads and checks the query as far as that is possible without the server, then connects.
    query_run(const query_options& options, context& context);
    ~query_run();
    query_run(const query_run&) = delete;
    query_run& operator=(const query_run&) = delete;

    void run_once();
    /// Runs it until interrupted, or until the output is closed.
    void run_repeatedly(std::chrono::microseconds pause);

private:
    /// A statement as it is sent, with its own values.
    struct prepared_statement {
        sqltext::statement place; ///< in the text
        std::string sql;          ///< with EXPLAIN before it
        query_values values;
    };

    void prepare_statements();
    void connect();
    void open_session();
    void set_time_zone();
    void run_to(query_destination& destination);
    void print_results(query_destination& destination);
    void print_plan(query_destination& destination);
    sqldb::stream_end print_result(prepared_statement& statement, query_destination& destination,
                                   result_list& results);
    void fit_values(prepared_statement& statement);
    sqldb::stream_end execute(const prepared_statement& statement, sqldb::row_receiver& receiver);
    void change_rows(query_destination& destination, result_list& results);
    void commit() const;
    void deliver_committed(query_destination& destination,
                           const std::vector<sqldb::stream_end>& ends);
    [[noreturn]] void rethrow_located(const prepared_statement* statement) const;
    std::vector<output::column> describe(const std::vector<sqldb::column>& columns) const;
    void print_affected(const std::vector<sqldb::stream_end>& ends) const;

    const query_options& options_;
    context& context_;
    output::format format_;
    query_text text_;
    std::string prefix_; ///< EXPLAIN and its options
    std::vector<prepared_statement> statements_;
    std::optional<sqldb::connection> db_;
    std::unique_ptr<sqldb::transaction> changes_; ///< that of --write, while it is open
};

} // namespace dunlin::commands
