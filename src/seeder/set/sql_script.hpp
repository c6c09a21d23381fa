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

/// A SQL file of a seed set.
class sql_script {
public:
    /// `text` is the content of the file. Throws error(config) with file, line and column for text
    /// that is not UTF-8, psql meta-commands, transaction control and statements that cannot run in
    /// a transaction.
    sql_script(std::string file, std::string text);

    /// Called before each SAVEPOINT, RELEASE and ROLLBACK TO with the rows so far.
    using savepoint_callback = std::function<void(std::string_view statement, const row_counts&)>;

    /// Runs all statements. Throws sql_error with the position in the file. Returns the rows as
    /// counted by command tags, which count the updates of an upsert as inserts.
    row_counts run(sqldb::transaction& transaction, const savepoint_callback& at_savepoint) const;

    /// The different target tables of the statements, in order; without tables that functions and
    /// DO blocks fill.
    [[nodiscard]] const std::vector<table_name>& tables() const noexcept { return tables_; }

private:
    void check(std::size_t index);
    /// Runs the statements first to last - 1 as one message.
    void run_batch(sqldb::connection& db, std::size_t first, std::size_t last,
                   row_counts& rows) const;
    void run_copy(sqldb::connection& db, std::size_t index, row_counts& rows) const;

    std::string file_;
    std::string text_;
    std::vector<sqltext::script_part> parts_;
    /// By part: the number of rows in the VALUES of an upsert.
    std::vector<std::optional<std::int64_t>> rows_offered_;
    std::vector<bool> is_savepoint_; ///< by part
    std::vector<table_name> tables_;
};

} // namespace dunlin::seeder
