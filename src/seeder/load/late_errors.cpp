// SPDX-License-Identifier: MIT
#include "load/late_errors.hpp"

#include "load/foreign_rows.hpp"
#include "load/merge.hpp"
#include "load/row_search.hpp"
#include "load/staging.hpp"
#include "read/input.hpp"
#include "read/row_source.hpp"

#include <dunlin/sqldb/copy.hpp>
#include <dunlin/sqldb/error.hpp>
#include <dunlin/sqldb/query.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace dunlin::seeder {
namespace {

/// Reads a file that was loaded once more, to find the rows that a constraint refuses.
class rereading {
public:
    rereading(sqldb::transaction& open, const seed_file& file, const load_options& options)
        : open_(open), file_(file), options_(options),
          table_(read_table(open, table_name{file.schema, file.table})),
          bad_(display_name(file), std::max<std::size_t>(1, options.bad_row_limit)) {}

    void require_none(const sqldb::sql_error& problem) {
        const auto* foreign = find_foreign_key(table_, problem.constraint);
        const auto unique = std::ranges::find(table_.keys, problem.constraint, &key_shape::name);
        if (foreign == nullptr && unique == table_.keys.end()) {
            return;
        }
        stage_all();
        if (!stage_) {
            return;
        }
        const staged_rows all{columns_};
        if (foreign != nullptr) {
            add(find_orphans(open_, table_, *foreign, *stage_, all, options_.bad_row_limit),
                problem);
        } else if (std::ranges::all_of(unique->columns,
                                       [&](std::size_t c) { return holds(columns_, c); })) {
            const loading_facts none;
            merger counts(open_, table_, none, *stage_, conflict_policy::error);
            add(counts.shared_keys(all, *unique, options_.bad_row_limit), problem);
        }
        bad_.require_none();
        stage_->drop();
    }

private:
    void stage_all() {
        const auto rows = open_rows(file_, table_, options_, bad_, row_form::staged);
        for (auto chunk = rows->next(); !chunk.empty() || !rows->at_end(); chunk = rows->next()) {
            if (chunk.empty()) {
                continue;
            }
            if (!stage_) {
                columns_ = rows->columns();
                stage_.emplace(open_, table_, columns_, staging::form{rows->has_shape_numbers()});
            }
            sqldb::copy_in copy(
                open_.session(),
                fmt::format("COPY {} FROM STDIN{}", stage_->copy_target(), rows->copy_options()));
            for (; !chunk.empty(); chunk = rows->next()) {
                copy.write(chunk);
            }
            copy.finish();
        }
    }

    void add(const std::vector<std::int64_t>& lines, const sqldb::sql_error& problem) {
        for (const auto line : lines) {
            bad_.add({static_cast<std::size_t>(line), "", "", problem.message()});
        }
    }

    sqldb::transaction& open_;
    const seed_file& file_;
    const load_options& options_;
    table_shape table_;
    bad_rows bad_;
    std::vector<std::size_t> columns_;
    std::optional<staging> stage_;
};

} // namespace

void check_deferred(sqldb::transaction& open, const std::vector<const seed_file*>& data_files,
                    const load_options& options) {
    try {
        sqldb::savepoint before(open);
        sqldb::exec(open, check_deferred_sql);
        before.release();
        return;
    } catch (const sqldb::sql_error& problem) {
        for (const auto* file : data_files) {
            if (is_repeatable(file->path)) {
                rereading(open, *file, options).require_none(problem);
            }
        }
        throw;
    }
}

} // namespace dunlin::seeder
