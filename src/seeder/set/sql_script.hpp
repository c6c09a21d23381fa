// SPDX-License-Identifier: MIT
#pragma once

#include "table/table_name.hpp"

#include <dunlin/seeder/report.hpp>
#include <dunlin/sqldb/transaction.hpp>
#include <dunlin/sqltext/script.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dunlin::seeder {

/// A SQL file of a seed set: read and checked by the constructor, run any time later.
class sql_script {
public:
    /// `text` is the file's content. Throws error(config) with file, line and column for text that
    /// is not UTF-8, psql meta-commands, transaction control and statements that the server refuses
    /// in a transaction.
    sql_script(std::string file, std::string text);

    /// Called before SAVEPOINT, RELEASE or ROLLBACK TO is run, with the rows so far.
    using savepoint_callback = std::function<void(std::string_view statement, const row_counts&)>;

    /// Runs all statements. A failure comes as the error that sqldb threw, with its place in the
    /// file. Returns rows as the command tags count them; an upsert's updates count as inserted.
    row_counts run(sqldb::transaction& open, const savepoint_callback& at_savepoint) const;

    /// The tables that the statements name as their targets, in order, each once. What functions
    /// and DO blocks fill is not among them.
    [[nodiscard]] const std::vector<table_name>& tables() const noexcept { return tables_; }
    [[nodiscard]] std::size_t statement_count() const noexcept { return parts_.size(); }

private:
    void check(std::size_t index);
    /// Statements first to last - 1 as one message.
    void run_batch(sqldb::connection& db, std::size_t first, std::size_t last,
                   row_counts& rows) const;
    void run_copy(sqldb::connection& db, std::size_t index, row_counts& rows) const;

    std::string file_;
    std::string text_;
    std::vector<sqltext::script_part> parts_;
    /// One for each part: the rows that an upsert's VALUES offer.
    std::vector<std::optional<std::int64_t>> rows_offered_;
    std::vector<bool> is_savepoint_; ///< of each part
    std::vector<table_name> tables_;
};

} // namespace dunlin::seeder
