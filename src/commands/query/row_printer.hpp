// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/output/row_writer.hpp>
#include <dunlin/sqldb/stream.hpp>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace dunlin::commands {

/// Writes a streamed result in an output format.
class row_printer final : public sqldb::row_receiver {
public:
    struct options {
        output::format format = output::format::table;
        output::row_options rows;
        std::optional<std::int64_t> max_rows;
        /// For a statement that changes data: it runs to its end even if it returns more rows than
        /// are printed.
        bool must_complete = false;
        std::optional<output::written_database> written_to; ///< the changed database
        /// Called before the first output; may be empty.
        std::function<void()> on_begin;
        /// Converts the server's columns to the output's.
        std::function<std::vector<output::column>(const std::vector<sqldb::column>&)> describe;
    };

    row_printer(output::sink& out, options settings);

    void columns(const std::vector<sqldb::column>& described) override;
    bool row(const sqldb::row& row) override;
    /// Ends the output.
    void finish(const sqldb::stream_end& end);

private:
    void begin(std::vector<output::column> columns);

    options options_;
    std::unique_ptr<output::row_writer> writer_;
    std::vector<output::cell> cells_;
    std::int64_t written_ = 0;
    bool started_ = false;
    bool truncated_ = false;
};

} // namespace dunlin::commands
