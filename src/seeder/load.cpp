// SPDX-License-Identifier: MIT
#include "copy_context.hpp"
#include "row_meter.hpp"
#include "row_source.hpp"
#include "staging.hpp"

#include <dunlin/base/error.hpp>
#include <dunlin/seeder/load.hpp>
#include <dunlin/sqldb/copy.hpp>
#include <dunlin/sqldb/error.hpp>
#include <dunlin/sqldb/query.hpp>

#include <fmt/format.h>

namespace dunlin::seeder {
namespace {

class loader {
public:
    loader(sqldb::transaction& open, const seed_file& file, const load_options& options)
        : open_(open), file_(file), options_(options), name_(display_name(file)),
          table_(read_table(open, table_name{file.schema, file.table})),
          bad_(name_, std::max<std::size_t>(1, options.bad_row_limit)) {}

    row_counts run() {
        if (options_.on_conflict == conflict_policy::error || is_empty()) {
            if (load_directly()) {
                return counts_;
            }
            // Only a file that repeats a key comes here; the rows went back with the savepoint.
            counts_ = {};
        }
        load_through_staging();
        return counts_;
    }

private:
    bool is_empty() {
        return sqldb::query_value<bool>(
            open_, fmt::format("SELECT NOT EXISTS (SELECT FROM {})", quote_name(table_.name)));
    }

    /// False when a key was met twice and the policy knows what to do about it.
    bool load_directly() {
        try {
            sqldb::savepoint before(open_);
            copy_all(quote_name(table_.name), nullptr);
            bad_.require_none();
            before.release();
            return true;
        } catch (const sqldb::sql_error& problem) {
            if (problem.kind() == error_kind::unique_violation &&
                options_.on_conflict != conflict_policy::error && reopenable_) {
                return false;
            }
            diagnose(problem, quote_name(table_.name));
        }
    }

    void load_through_staging() {
        staging stage(open_, table_);
        try {
            sqldb::savepoint before(open_);
            copy_all(stage.name(), &stage);
            bad_.require_none();
            before.release();
        } catch (const sqldb::sql_error& problem) {
            diagnose(problem, stage.name());
        }
        stage.drop();
    }

    void copy_all(const std::string& target, staging* stage) {
        rows_ = open_rows(file_, table_, options_, bad_);
        reopenable_ = rows_->repeatable();
        tell_progress(); // from here on the time is counted
        for (auto chunk = rows_->next(); !chunk.empty() || !rows_->at_end();
             chunk = rows_->next()) {
            if (chunk.empty()) {
                continue;
            }
            copy_run(target, chunk);
            if (stage != nullptr) {
                counts_.skipped += stage->merge(rows_->columns(), options_.on_conflict);
            }
        }
    }

    /// One COPY statement: rows of the same columns.
    void copy_run(const std::string& target, std::string_view chunk) {
        sqldb::copy_in copy(open_.session(), fmt::format("COPY {} ({}) FROM STDIN{}", target,
                                                         quote_columns(table_, rows_->columns()),
                                                         rows_->copy_options()));
        for (; !chunk.empty(); chunk = rows_->next()) {
            copy.write(chunk);
            tell_progress();
        }
        counts_.inserted += copy.finish();
    }

    void tell_progress() const {
        if (options_.on_progress) {
            options_.on_progress({name_, rows_->records(), 0, rows_->position(), rows_->size()});
        }
    }

    /// Looks for more bad rows behind the one that the server refused, and throws them all. What is
    /// sent for that is taken back again.
    [[noreturn]] void diagnose(const sqldb::sql_error& first, const std::string& target) {
        sqldb::sql_error problem = first;
        while (true) {
            const copy_context context = read_copy_context(problem.context);
            if (context.line == 0 || !is_about_data(problem)) {
                problem.at({name_, 0, 0, {}});
                throw sqldb::sql_error(problem);
            }
            const std::size_t line = rows_->file_line(context.line);
            const std::string column = context.column.empty() ? problem.column : context.column;
            if (!reopenable_) {
                bad_.add({line, column, excerpt(context.value), problem.message()});
                bad_.require_none();
            }
            try {
                sqldb::savepoint before(open_);
                copy_rest(target, line, {line, column, excerpt(context.value), describe(problem)});
                before.rollback();
                bad_.require_none();
            } catch (const sqldb::sql_error& next) {
                problem = next;
            }
        }
    }

    void copy_rest(const std::string& target, std::size_t line, bad_row row) {
        rows_ = open_rows(file_, table_, options_, bad_);
        if (const std::size_t begin = rows_->skip_through(line); begin > 0) {
            row.line = begin;
        }
        bad_.add(std::move(row));
        for (auto chunk = rows_->next(); !chunk.empty() || !rows_->at_end();
             chunk = rows_->next()) {
            if (!chunk.empty()) {
                copy_run(target, chunk);
            }
        }
    }

    static std::string describe(const sqldb::sql_error& problem) {
        return problem.detail.empty() || problem.kind() == error_kind::check_violation ||
                       problem.kind() == error_kind::not_null_violation
                   ? problem.message()
                   : problem.message() + ": " + problem.detail;
    }

    /// Data exceptions, broken constraints and what triggers raise (manual, appendix A).
    static bool is_about_data(const sqldb::sql_error& problem) {
        const std::string_view state = problem.sqlstate;
        return state.starts_with("22") || state.starts_with("23") || state.starts_with("P0");
    }

    sqldb::transaction& open_;
    const seed_file& file_;
    const load_options& options_;
    std::string name_;
    table_shape table_;
    bad_rows bad_;
    std::unique_ptr<row_source> rows_;
    bool reopenable_ = false;
    row_counts counts_;
};

} // namespace

row_counts load_file(sqldb::transaction& open, const seed_file& file, const load_options& options) {
    return loader(open, file, options).run();
}

void check_file(sqldb::executor& db, const seed_file& file) {
    const table_shape table = read_table(db, table_name{file.schema, file.table});
    bad_rows unused(display_name(file), 1);
    (void)open_rows(file, table, {}, unused);
}

} // namespace dunlin::seeder
