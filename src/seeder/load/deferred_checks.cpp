// SPDX-License-Identifier: MIT
#include "load/deferred_checks.hpp"

#include "load/merge.hpp"
#include "load/orphan_rows.hpp"
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

/// Reads a loaded file again to find the rows that violate a constraint.
class violation_search {
public:
    violation_search(sqldb::transaction& transaction, const seed_file& file,
                     const load_options& options)
        : transaction_(transaction), file_(file), options_(options),
          table_(read_table(transaction, table_name{file.schema, file.table})),
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
            add(find_orphan_rows(transaction_, table_, *foreign, *stage_, all,
                                 options_.bad_row_limit),
                problem);
        } else if (std::ranges::all_of(unique->columns,
                                       [&](std::size_t c) { return contains(columns_, c); })) {
            const loading_facts unused;
            merger merger(transaction_, table_, unused, *stage_, conflict_policy::error);
            add(merger.shared_keys(all, *unique, options_.bad_row_limit), problem);
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
                stage_.emplace(transaction_, table_, columns_,
                               staging_options{rows->has_shape_numbers()});
            }
            sqldb::copy_in copy(
                transaction_.session(),
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

    sqldb::transaction& transaction_;
    const seed_file& file_;
    const load_options& options_;
    table_shape table_;
    bad_rows bad_;
    std::vector<std::size_t> columns_;
    std::optional<staging> stage_;
};

} // namespace

void check_deferred(sqldb::transaction& transaction,
                    const std::vector<const seed_file*>& data_files, const load_options& options) {
    try {
        sqldb::savepoint before(transaction);
        sqldb::exec(transaction, check_deferred_sql);
        before.release();
        return;
    } catch (const sqldb::sql_error& problem) {
        for (const auto* file : data_files) {
            if (is_repeatable(*file)) {
                violation_search(transaction, *file, options).require_none(problem);
            }
        }
        throw;
    }
}

} // namespace dunlin::seeder
