// SPDX-License-Identifier: MIT
#include "set/sql_script.hpp"

#include "copy/copy_context.hpp"

#include <dunlin/base/error.hpp>
#include <dunlin/base/position.hpp>
#include <dunlin/base/text.hpp>
#include <dunlin/base/utf16.hpp>
#include <dunlin/sqldb/copy.hpp>
#include <dunlin/sqldb/error.hpp>
#include <dunlin/sqltext/classify.hpp>
#include <dunlin/sqltext/written_tables.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace dunlin::seeder {
namespace {

using sqltext::statement_class;

/// Why a statement cannot be part of a set; empty if it can.
std::string_view rejection_reason(statement_class kind) {
    switch (kind) {
    case statement_class::begin:
    case statement_class::commit:
    case statement_class::commit_and_chain:
    case statement_class::rollback:
    case statement_class::rollback_and_chain:
    case statement_class::prepared:
        return "transaction control is not allowed in seed files, which run in one transaction";
    case statement_class::no_transaction:
        return "this statement cannot run in a transaction, but seed files run in one";
    case statement_class::copy_to_stdout:
        return "COPY TO STDOUT is not allowed in seed files";
    case statement_class::ordinary:
    case statement_class::savepoint:
    case statement_class::copy_from_stdin:
        return "";
    }
    return "";
}

std::string_view rejection_hint(statement_class kind) {
    return kind == statement_class::no_transaction
               ? "move it to a migration"
               : "remove it: a set is applied as a whole or not at all";
}

std::size_t line_start(std::string_view text, std::size_t line) {
    std::size_t at = 0;
    for (; line > 1; --line) {
        const std::size_t next = text.find('\n', at);
        if (next == std::string_view::npos) {
            break;
        }
        at = next + 1;
    }
    return at;
}

} // namespace

sql_script::sql_script(std::string file, std::string text)
    : file_(std::move(file)), text_(std::move(text)) {
    text_.erase(0, text_.size() - without_bom(text_).size());
    if (const auto invalid = find_invalid_utf8(text_)) {
        throw error(error_kind::config, fmt::format("the file is {}", encoding_problem(text_)))
            .with_hint(std::string(encoding_hint(text_)))
            .at(locate(text_, *invalid, file_));
    }
    parts_ = sqltext::read_script(text_, file_);
    rows_offered_.reserve(parts_.size());
    for (std::size_t i = 0; i < parts_.size(); ++i) {
        check(i);
    }
}

void sql_script::check(std::size_t index) {
    const auto& part = parts_[index];
    const std::string_view sql = part.sql.text(text_);
    const auto kind = sqltext::classify(sql);
    if (const auto reason = rejection_reason(kind); !reason.empty()) {
        throw error(error_kind::config, std::string(reason))
            .with_hint(std::string(rejection_hint(kind)))
            .at(locate(text_, part.sql.begin, file_));
    }
    is_savepoint_.push_back(kind == statement_class::savepoint);
    const auto written = sqltext::find_written_tables(sql);
    rows_offered_.push_back(written.rows_offered);
    for (const auto& target : written.tables) {
        table_name table{target.schema.value_or(""), target.name};
        if (std::ranges::find(tables_, table) == tables_.end()) {
            tables_.push_back(std::move(table));
        }
    }
}

row_counts sql_script::run(sqldb::transaction& transaction,
                           const savepoint_callback& at_savepoint) const {
    row_counts rows;
    for (std::size_t i = 0; i < parts_.size();) {
        if (parts_[i].has_copy_data) {
            run_copy(transaction.session(), i, rows);
            ++i;
            continue;
        }
        if (is_savepoint_[i]) {
            at_savepoint(parts_[i].sql.text(text_), rows);
        }
        std::size_t last = i + 1;
        while (last < parts_.size() && !parts_[last].has_copy_data && !is_savepoint_[last]) {
            ++last;
        }
        run_batch(transaction.session(), i, last, rows);
        i = last;
    }
    return rows;
}

void sql_script::run_batch(sqldb::connection& db, std::size_t first, std::size_t last,
                           row_counts& rows) const {
    const std::size_t begin = parts_[first].sql.begin;
    const std::string_view batch =
        std::string_view(text_).substr(begin, parts_[last - 1].sql.end - begin);
    std::size_t current = first;
    const auto count = [&](const sqldb::result& result) {
        const std::string_view tag = result.command_tag();
        const std::int64_t affected = result.affected();
        if (tag.starts_with("INSERT") || tag.starts_with("COPY")) {
            rows.inserted += affected;
        } else if (tag.starts_with("UPDATE") || tag.starts_with("MERGE")) {
            rows.updated += affected;
        } else if (tag.starts_with("DELETE")) {
            rows.deleted += affected;
        }
        if (current < last && rows_offered_[current]) {
            rows.skipped += std::max<std::int64_t>(0, *rows_offered_[current] - affected);
        }
        ++current;
    };
    try {
        db.run_script(batch, count);
    } catch (sqldb::sql_error& problem) {
        const std::size_t failed = std::min(first + problem.statements_completed, last - 1);
        const std::size_t at = problem.position > 0
                                   ? begin + byte_offset_of(batch, problem.position - 1)
                                   : parts_[failed].sql.begin;
        problem.statement = parts_[failed].sql.text(text_);
        problem.at(locate(text_, at, file_));
        throw;
    }
}

void sql_script::run_copy(sqldb::connection& db, std::size_t index, row_counts& rows) const {
    const auto& part = parts_[index];
    const std::string_view data =
        std::string_view(text_).substr(part.data_begin, part.data_end - part.data_begin);
    try {
        sqldb::copy_in copy(db, part.sql.text(text_));
        copy.write(data);
        rows.inserted += copy.finish();
    } catch (sqldb::sql_error& problem) {
        const std::size_t line = read_copy_context(problem.context).line;
        const std::size_t at =
            line > 0 ? part.data_begin + line_start(data, line)
            : problem.position > 0
                ? part.sql.begin + byte_offset_of(part.sql.text(text_), problem.position - 1)
                : part.sql.begin;
        problem.at(locate(text_, at, file_));
        throw;
    }
}

} // namespace dunlin::seeder
