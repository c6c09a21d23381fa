// SPDX-License-Identifier: MIT
#include "copy/copy_context.hpp"
#include "load/deferred_checks.hpp"
#include "load/loadable_table.hpp"
#include "load/merge.hpp"
#include "load/row_search.hpp"
#include "load/staging.hpp"
#include "read/input.hpp"
#include "read/row_source.hpp"

#include <dunlin/base/error.hpp>
#include <dunlin/seeder/load.hpp>
#include <dunlin/sqldb/copy.hpp>
#include <dunlin/sqldb/error.hpp>
#include <dunlin/sqldb/query.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <optional>

namespace dunlin::seeder {
namespace {

/// COPY inserts rows in batches: for a row that is too long, the error names the last row that was
/// read.
bool is_size_error(const sqldb::sql_error& problem) {
    return problem.sqlstate.starts_with("54");
}

class loader {
public:
    loader(sqldb::transaction& transaction, const seed_file& file, const load_options& options,
           deferred_checks checks)
        : transaction_(transaction), file_(file), options_(options), checks_(checks),
          name_(display_name(file)),
          table_(read_table(transaction, table_name{file.schema, file.table})),
          facts_(read_loading_facts(transaction, table_)),
          bad_(name_, std::max<std::size_t>(1, options.bad_row_limit)),
          repeatable_(is_repeatable(file)) {}

    row_counts run() {
        const bool direct = can_copy();
        open_file(direct ? row_form::plain : staged_form());
        require_policy();
        if (!direct || !load_directly()) {
            load_through_staging();
        }
        return counts_;
    }

private:
    /// Whether to COPY into the table directly: the server must allow it, and for a rejected row
    /// either the error must name the line or the file must be readable again.
    bool can_copy() {
        if (!accepts_copy(table_, facts_)) {
            return false;
        }
        if (options_.on_conflict == conflict_policy::error) {
            return repeatable_ || (!facts_.late_checks && !is_wide());
        }
        return repeatable_ && facts_.can_select && is_empty();
    }

    bool is_empty() {
        return sqldb::query_value<bool>(
            transaction_,
            fmt::format("SELECT NOT EXISTS (SELECT FROM {})", quote_name(table_.name)));
    }

    [[nodiscard]] row_form staged_form() const {
        return options_.on_conflict == conflict_policy::update ? row_form::staged_as_named
                                                               : row_form::staged;
    }

    void open_file(row_form form) {
        form_ = form;
        rows_ = open_rows(file_, table_, options_, bad_, form);
    }

    /// Fails before the first row if the policy cannot be applied. JSON objects may contain any
    /// column.
    void require_policy() const {
        std::vector<std::size_t> columns = rows_->columns();
        if (file_.format == file_format::ndjson) {
            columns.resize(table_.columns.size());
            std::iota(columns.begin(), columns.end(), std::size_t{0});
        }
        require_loadable(table_, facts_, options_.on_conflict, columns);
    }

    /// False if the rows must go through a staging table after all: to apply the policy to an
    /// existing key, or to find the rejected row.
    bool load_directly() {
        try {
            sqldb::savepoint before(transaction_);
            copy_all();
            bad_.require_none();
            check_deferred_now();
            before.release();
            return true;
        } catch (const sqldb::sql_error& problem) {
            if (!repeatable_ || !needs_staging(problem)) {
                find_more_bad_rows(problem, plain_target());
            }
            bad_.require_none();
            rejection_ = problem;
        }
        counts_ = {};
        open_file(staged_form());
        return false;
    }

    [[nodiscard]] bool needs_staging(const sqldb::sql_error& problem) const {
        if (problem.kind() == error_kind::unique_violation &&
            options_.on_conflict != conflict_policy::error) {
            return true;
        }
        const bool names_line = read_copy_context(problem.context).line > 0;
        return may_be_about_a_row(problem) && (!names_line || is_size_error(problem));
    }

    void copy_all() {
        report_progress(); // starts the clock of the display
        for (auto chunk = rows_->next(); !chunk.empty() || !rows_->at_end();
             chunk = rows_->next()) {
            if (!chunk.empty()) {
                counts_.inserted += run_copy(plain_target(), chunk);
            }
        }
        counts_.skipped = rows_->records() - counts_.inserted;
    }

    [[nodiscard]] std::string plain_target() const {
        return fmt::format("{} ({})", quote_name(table_.name),
                           quote_columns(table_, rows_->columns()));
    }

    void load_through_staging() {
        report_progress();
        sqldb::savepoint before(transaction_);
        if (!stage_and_merge()) {
            before.rollback();
            counts_ = {};
            open_file(form_);
            sqldb::savepoint again(transaction_);
            stage_and_merge();
            again.release();
            return;
        }
        before.release();
    }

    /// False if a row was too long: its line is known only if COPY inserts rows one by one.
    bool stage_and_merge() {
        std::optional<staging> stage;
        for (auto chunk = rows_->next(); !chunk.empty() || !rows_->at_end();
             chunk = rows_->next()) {
            if (chunk.empty()) {
                continue;
            }
            if (stage) {
                stage->clear();
            } else {
                make_staging(stage);
            }
            const auto staged = stage_rows(*stage, chunk);
            if (!staged) {
                return false;
            }
            if (!bad_.any()) {
                merge(*stage, *staged);
            }
        }
        bad_.require_none();
        if (stage) {
            stage->drop();
        }
        return true;
    }

    void make_staging(std::optional<staging>& stage) {
        const bool one_by_one =
            (rejection_ && is_size_error(*rejection_)) || (!repeatable_ && is_wide());
        try {
            stage.emplace(transaction_, table_, rows_->columns(),
                          staging_options{rows_->has_shape_numbers(), one_by_one});
        } catch (sqldb::sql_error& problem) {
            if (problem.sqlstate == "42501") {
                problem.with_hint(
                    "these rows require a temporary table: ask the database's owner to "
                    "GRANT TEMPORARY ON DATABASE to this role");
            }
            fail_at_file(rejection_ ? *rejection_ : problem);
        }
    }

    std::optional<std::int64_t> stage_rows(const staging& stage, std::string_view chunk) {
        try {
            sqldb::savepoint before(transaction_);
            const std::int64_t staged = run_copy(stage.copy_target(), chunk);
            before.release();
            return staged;
        } catch (const sqldb::sql_error& problem) {
            if (is_size_error(problem) && repeatable_ && !rejection_) {
                bad_.require_none();
                rejection_ = problem;
                return std::nullopt;
            }
            find_more_bad_rows(problem, stage.copy_target());
        }
    }

    /// Whether a row may exceed a page even if its long values are stored out of line.
    [[nodiscard]] bool is_wide() const {
        constexpr std::size_t column_limit = 100;
        return table_.columns.size() > column_limit;
    }

    void merge(staging& stage, std::int64_t staged) {
        merger merger(transaction_, table_, facts_, stage, options_.on_conflict);
        const auto groups = make_groups(stage, merger);
        row_counts merged;
        try {
            sqldb::savepoint before(transaction_);
            for (const auto& rows : groups) {
                merged += merger.move(rows);
            }
            if (rows_->at_end()) {
                check_deferred_now();
            }
            before.release();
        } catch (const sqldb::sql_error& problem) {
            find_bad_rows(stage, merger, groups, problem);
        }
        counts_ += merged;
        counts_.skipped += staged - merged.inserted - merged.updated;
    }

    /// Checks deferred constraints while errors can name rows, unless later files may satisfy them.
    void check_deferred_now() {
        if (checks_ == deferred_checks::after_file && facts_.late_checks) {
            sqldb::exec(transaction_, check_deferred_sql);
        }
    }

    /// Moves the rows again, group by group and without deferred constraints, to find the bad rows.
    [[noreturn]] void find_bad_rows(staging& stage, merger& merger,
                                    const std::vector<staged_rows>& groups,
                                    const sqldb::sql_error& problem) {
        if (!may_be_about_a_row(problem)) {
            fail_at_file(problem);
        }
        try {
            check_deferred_now();
            for (const auto& rows : groups) {
                row_search(transaction_, table_, stage, merger, bad_).move(rows);
            }
        } catch (const sqldb::sql_error& other) {
            fail_at_file(other);
        }
        fail_at_file(problem);
    }

    /// The rows as they are moved: by shape, or in the order of the file if rows of different
    /// shapes may have the same key.
    std::vector<staged_rows> make_groups(staging& stage, merger& merger) {
        const auto shapes = rows_->shapes();
        std::vector<staged_rows> groups;
        if (!rows_->has_shape_numbers()) {
            groups.push_back({shapes.front()});
            return groups;
        }
        require_keys(stage, shapes);
        if (shapes.size() > 1 && may_repeat_keys(merger)) {
            return stage.runs(shapes);
        }
        for (std::size_t i = 0; i < shapes.size(); ++i) {
            groups.push_back({shapes[i], i});
        }
        return groups;
    }

    /// With `update`, every object must contain a key.
    void require_keys(staging& stage, const std::vector<std::vector<std::size_t>>& shapes) {
        for (std::size_t i = 0; i < shapes.size(); ++i) {
            if (options_.on_conflict != conflict_policy::update ||
                choose_key(table_, shapes[i]) != nullptr) {
                continue;
            }
            const auto lines = stage.lines_of({shapes[i], i});
            bad_.add({lines ? static_cast<std::size_t>(lines->first) : 0, "", "",
                      fmt::format("--on-conflict update requires a unique key of {} in each object",
                                  to_string(table_.name))});
        }
        bad_.require_none();
    }

    /// Keys on expressions and on columns with defaults are not checked, so they may repeat.
    bool may_repeat_keys(merger& merger) const {
        if (options_.on_conflict == conflict_policy::error) {
            return false;
        }
        staged_rows all{rows_->columns()};
        return std::ranges::any_of(table_.keys, [&](const key_shape& key) {
            const bool has_defaults = std::ranges::any_of(key.columns, [&](std::size_t column) {
                return !table_.columns[column].default_value.empty();
            });
            return key.exclusion || key.partial || !key.expressions.empty() || has_defaults ||
                   !merger.repeated_keys(all, key, 1).empty();
        });
    }

    /// Runs one COPY statement, for rows with the same columns.
    std::int64_t run_copy(const std::string& target, std::string_view chunk) {
        sqldb::copy_in copy(transaction_.session(),
                            fmt::format("COPY {} FROM STDIN{}", target, rows_->copy_options()));
        for (; !chunk.empty(); chunk = rows_->next()) {
            copy.write(chunk);
            report_progress();
        }
        return copy.finish();
    }

    void report_progress() const {
        if (options_.on_progress) {
            options_.on_progress({name_, rows_->records(), 0, rows_->position(), rows_->size()});
        }
    }

    /// Finds the bad rows after the one that COPY has rejected, and throws them all. Rows that are
    /// copied for that are rolled back.
    [[noreturn]] void find_more_bad_rows(const sqldb::sql_error& first, const std::string& target) {
        sqldb::sql_error problem = first;
        while (true) {
            const copy_context context = read_copy_context(problem.context);
            if (context.line == 0 || !may_be_about_a_row(problem)) {
                bad_.require_none();
                fail_at_file(problem);
            }
            const std::size_t line = rows_->file_line(context.line);
            const std::string column = context.column.empty() ? problem.column : context.column;
            const bad_row row{line, column, excerpt(context.value), describe_for_row(problem)};
            if (!repeatable_) {
                bad_.add(row);
                bad_.require_none();
            }
            try {
                sqldb::savepoint before(transaction_);
                copy_rest(target, row);
                before.rollback();
                bad_.require_none();
            } catch (const sqldb::sql_error& next) {
                problem = next;
            }
        }
    }

    void copy_rest(const std::string& target, bad_row row) {
        open_file(form_);
        if (const std::size_t begin = rows_->skip_through(row.line); begin > 0) {
            row.line = begin;
        }
        bad_.add(std::move(row));
        for (auto chunk = rows_->next(); !chunk.empty() || !rows_->at_end();
             chunk = rows_->next()) {
            if (!chunk.empty()) {
                run_copy(form_ == row_form::plain ? plain_target() : target, chunk);
            }
        }
    }

    /// Throws the error without the statement and context, which are internal to the loader.
    [[noreturn]] void fail_at_file(const sqldb::sql_error& problem) const {
        sqldb::sql_error visible(problem);
        visible.statement.clear();
        visible.context.clear();
        visible.position = 0;
        visible.at({name_, 0, 0, {}});
        throw sqldb::sql_error(visible);
    }

    sqldb::transaction& transaction_;
    const seed_file& file_;
    const load_options& options_;
    deferred_checks checks_;
    std::string name_;
    table_shape table_;
    loading_facts facts_;
    bad_rows bad_;
    bool repeatable_;
    row_form form_ = row_form::plain;
    std::unique_ptr<row_source> rows_;
    std::optional<sqldb::sql_error> rejection_; ///< by the table, without the line of the row
    row_counts counts_;
};

} // namespace

row_counts load_file(sqldb::transaction& transaction, const seed_file& file,
                     const load_options& options) {
    return loader(transaction, file, options, deferred_checks::at_commit).run();
}

row_counts load_file(sqldb::transaction& transaction, const seed_file& file,
                     const load_options& options, deferred_checks checks) {
    return loader(transaction, file, options, checks).run();
}

void check_file(sqldb::executor& db, const seed_file& file) {
    const table_shape table = read_table(db, table_name{file.schema, file.table});
    bad_rows unused(display_name(file), 1);
    (void)open_rows(file, table, {}, unused);
}

} // namespace dunlin::seeder
