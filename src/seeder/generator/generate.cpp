// SPDX-License-Identifier: MIT
#include "generator/row_maker.hpp"
#include "generator/table_plan.hpp"
#include "load/merge.hpp"
#include "load/staging.hpp"
#include "table/table_shape.hpp"

#include <dunlin/base/error.hpp>
#include <dunlin/seeder/generate.hpp>
#include <dunlin/sqldb/copy.hpp>
#include <dunlin/sqldb/error.hpp>
#include <dunlin/sqldb/query.hpp>
#include <dunlin/sqldb/transaction.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <memory>
#include <optional>

namespace dunlin::seeder {
namespace {

constexpr std::size_t piece = 64UL * 1024;

/// A table that is to be filled.
struct work {
    std::unique_ptr<table_shape> shape;
    table_plan plan;
    std::int64_t rows = 0;
};

/// Puts the tables in order: parents that have no rows before the tables that refer to them.
class scheduler {
public:
    scheduler(sqldb::executor& db, const generate_options& options) : db_(db), options_(options) {}

    void add(std::uint32_t oid, std::int64_t rows) {
        auto shape = std::make_unique<table_shape>(read_table(db_, oid));
        auto plan = plan_table(*shape, static_cast<std::uint64_t>(rows));
        open_.push_back(oid);
        for (const auto& foreign : plan.foreign_keys) {
            if (options_.with_parents && !foreign.self) {
                add_parent(*shape, foreign, rows);
            }
        }
        open_.pop_back();
        order_.push_back({std::move(shape), std::move(plan), rows});
    }

    std::vector<work> take() { return std::move(order_); }

private:
    void add_parent(const table_shape& child, const foreign_key_plan& foreign, std::int64_t rows) {
        const std::uint32_t oid = foreign.key->parent_oid;
        const bool planned =
            std::ranges::any_of(order_, [&](const work& each) { return each.shape->oid == oid; });
        if (planned) {
            return;
        }
        if (std::ranges::find(open_, oid) != open_.end()) {
            if (!foreign.nullable) {
                throw error(error_kind::failed,
                            fmt::format("cannot generate rows for {}: foreign key {} leads in a "
                                        "circle: {} needs rows of {} first",
                                        to_string(child.name), foreign.key->name,
                                        to_string(foreign.key->parent), to_string(child.name)))
                    .with_hint("seed the first rows of both from a file with --defer");
            }
            return;
        }
        const auto there = available(child, foreign, rows);
        const std::int64_t wanted = foreign.distinct   ? rows
                                    : foreign.combined ? std::min<std::int64_t>(rows, 1000)
                                                       : std::min<std::int64_t>(rows, 1);
        if (there < wanted) {
            add(oid, foreign.distinct || foreign.combined
                         ? wanted - there
                         : std::clamp<std::int64_t>(rows / 10, 10, 1000));
        }
    }

    /// How many parents can be used, counted up to what is wanted.
    std::int64_t available(const table_shape& child, const foreign_key_plan& foreign,
                           std::int64_t rows) {
        return static_cast<std::int64_t>(
            parent_keys(db_, child, *foreign.key, foreign.distinct, rows).size());
    }

    sqldb::executor& db_;
    const generate_options& options_;
    std::vector<std::uint32_t> open_;
    std::vector<work> order_;
};

std::vector<work> schedule(sqldb::executor& db, const std::string& table,
                           const generate_options& options) {
    const table_name name = parse_table_name(table);
    const auto shape = read_table(db, name);
    scheduler order(db, options);
    order.add(shape.oid, options.rows);
    return order.take();
}

/// The server has the last word: its refusal names the constraint, and what was not understood is
/// said with it.
[[noreturn]] void explain(const work& job, sqldb::sql_error problem) {
    const auto check = std::ranges::find(job.shape->checks, problem.constraint, &check_shape::name);
    if (problem.kind() == error_kind::unique_violation) {
        throw problem.with_hint("rows that look alike are there already: use another "
                                "--random-seed");
    }
    if (check != job.shape->checks.end()) {
        throw problem.with_hint(fmt::format("generated values do not satisfy CHECK ({}); seed this "
                                            "table from a file",
                                            check->expression));
    }
    throw sqldb::sql_error(problem);
}

std::int64_t insert_staged(sqldb::transaction& open, const work& job, const loading_facts& facts,
                           staging& stage, const std::vector<std::size_t>& columns) {
    merger into(open, *job.shape, facts, stage, conflict_policy::error);
    const auto rows = into.move({columns});
    stage.drop();
    return rows.inserted;
}

std::int64_t fill(sqldb::transaction& open, work& job, const generate_options& options) {
    row_maker maker(open, job.plan,
                    {options.random_seed, static_cast<std::uint64_t>(job.rows), options.skew});
    const std::string name = to_string(job.shape->name);
    if (maker.columns().empty()) {
        return sqldb::exec(open, fmt::format("INSERT INTO {} SELECT FROM generate_series(1, {})",
                                             quote_name(job.shape->name), job.rows));
    }
    const loading_facts facts = read_loading_facts(open, *job.shape);
    std::optional<staging> stage;
    if (!accepts_copy(*job.shape, facts)) {
        stage.emplace(open, *job.shape, maker.columns(), staging::form{});
    }
    try {
        sqldb::copy_in copy(open.session(),
                            fmt::format("COPY {} ({}) FROM STDIN",
                                        stage ? stage->name() : quote_name(job.shape->name),
                                        quote_columns(*job.shape, maker.columns())));
        std::string buffer;
        const auto tell = [&](std::int64_t row) {
            if (options.on_progress) {
                options.on_progress({name, row, job.rows, 0, 0});
            }
        };
        tell(0); // from here on the time is counted
        for (std::int64_t row = 1; row <= job.rows; ++row) {
            maker.append_row(buffer);
            if (buffer.size() >= piece || row == job.rows) {
                copy.write(buffer);
                buffer.clear();
                tell(row);
            }
        }
        const std::int64_t copied = copy.finish();
        return stage ? insert_staged(open, job, facts, *stage, maker.columns()) : copied;
    } catch (const sqldb::sql_error& problem) {
        explain(job, problem);
    }
}

} // namespace

std::vector<generated_table> plan_generation(sqldb::executor& db, const std::string& table,
                                             const generate_options& options) {
    std::vector<generated_table> tables;
    for (const auto& job : schedule(db, table, options)) {
        generated_table shown{to_string(job.shape->name), job.rows, {}};
        for (std::size_t i = 0; i < job.shape->columns.size(); ++i) {
            const auto& column = job.shape->columns[i];
            shown.columns.push_back(
                {column.name, column.type.domain.empty() ? column.type.printed : column.type.domain,
                 job.plan.columns[i].what});
        }
        tables.push_back(std::move(shown));
    }
    return tables;
}

run_report generate(sqldb::connection& db, const std::string& table,
                    const generate_options& options) {
    run_report report;
    sqldb::transaction open(db);
    try {
        for (auto& job : schedule(open, table, options)) {
            const auto start = std::chrono::steady_clock::now();
            row_counts rows;
            rows.inserted = fill(open, job, options);
            report.files.push_back({{},
                                    to_string(job.shape->name),
                                    rows,
                                    std::chrono::duration_cast<std::chrono::microseconds>(
                                        std::chrono::steady_clock::now() - start)});
        }
    } catch (error& problem) {
        problem.aftermath = "Nothing of the run was kept.";
        throw;
    }
    open.commit();
    return report;
}

} // namespace dunlin::seeder
