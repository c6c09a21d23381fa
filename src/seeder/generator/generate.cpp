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

constexpr std::size_t chunk_size = 64UL * 1024;

/// A table to fill.
struct table_job {
    std::unique_ptr<table_shape> shape;
    table_plan plan;
    std::int64_t rows = 0;
};

/// Orders the tables: empty parents precede the tables that reference them.
class scheduler {
public:
    scheduler(sqldb::executor& db, const generate_options& options) : db_(db), options_(options) {}

    void add(std::uint32_t oid, std::int64_t rows) {
        auto shape = std::make_unique<table_shape>(read_table(db_, oid));
        auto plan = plan_table(*shape, static_cast<std::uint64_t>(rows));
        in_progress_.push_back(oid);
        for (const auto& foreign : plan.foreign_keys) {
            if (options_.with_parents && !foreign.self_reference) {
                add_parent(*shape, foreign, rows);
            }
        }
        in_progress_.pop_back();
        order_.push_back({std::move(shape), std::move(plan), rows});
    }

    std::vector<table_job> finish() { return std::move(order_); }

private:
    void add_parent(const table_shape& child, const foreign_key_plan& foreign, std::int64_t rows) {
        const std::uint32_t oid = foreign.key->parent_oid;
        const bool planned = std::ranges::any_of(
            order_, [&](const table_job& job) { return job.shape->oid == oid; });
        if (planned) {
            return;
        }
        if (std::ranges::find(in_progress_, oid) != in_progress_.end()) {
            if (!foreign.nullable) {
                throw error(error_kind::failed,
                            fmt::format("cannot generate rows for {}: foreign key {} is part of a "
                                        "cycle: {} needs rows of {} first",
                                        to_string(child.name), foreign.key->name,
                                        to_string(foreign.key->parent), to_string(child.name)))
                    .with_hint("seed the first rows of these tables from a file with --defer");
            }
            return;
        }
        const auto existing = count_available(child, foreign, rows);
        const std::int64_t required = foreign.distinct   ? rows
                                      : foreign.combined ? std::min<std::int64_t>(rows, 1000)
                                                         : std::min<std::int64_t>(rows, 1);
        if (existing < required) {
            add(oid, foreign.distinct || foreign.combined
                         ? required - existing
                         : std::clamp<std::int64_t>(rows / 10, 10, 1000));
        }
    }

    /// The number of parents that can be used, up to `rows`.
    std::int64_t count_available(const table_shape& child, const foreign_key_plan& foreign,
                                 std::int64_t rows) {
        return static_cast<std::int64_t>(
            parent_keys(db_, child, *foreign.key, foreign.distinct, rows).size());
    }

    sqldb::executor& db_;
    const generate_options& options_;
    std::vector<std::uint32_t> in_progress_;
    std::vector<table_job> order_;
};

std::vector<table_job> schedule(sqldb::executor& db, const std::string& table,
                                const generate_options& options) {
    const table_name name = parse_table_name(table);
    const auto shape = read_table(db, name);
    scheduler scheduler(db, options);
    scheduler.add(shape.oid, options.rows);
    return scheduler.finish();
}

/// Adds a hint to the server's error: constraints that are not fully supported fail there.
[[noreturn]] void throw_with_hint(const table_job& job, sqldb::sql_error problem) {
    const auto check = std::ranges::find(job.shape->checks, problem.constraint, &check_shape::name);
    if (problem.kind() == error_kind::unique_violation) {
        throw problem.with_hint("equal rows exist already: use another --random-seed");
    }
    if (check != job.shape->checks.end()) {
        throw problem.with_hint(fmt::format("generated values do not satisfy CHECK ({}); seed this "
                                            "table from a file",
                                            check->expression));
    }
    throw sqldb::sql_error(problem);
}

std::int64_t insert_staged(sqldb::transaction& transaction, const table_job& job,
                           const loading_facts& facts, staging& stage,
                           const std::vector<std::size_t>& columns) {
    merger merger(transaction, *job.shape, facts, stage, conflict_policy::error);
    const auto rows = merger.move({columns});
    stage.drop();
    return rows.inserted;
}

std::int64_t fill_table(sqldb::transaction& transaction, table_job& job,
                        const generate_options& options) {
    row_maker maker(transaction, job.plan,
                    {options.random_seed, static_cast<std::uint64_t>(job.rows), options.skew});
    const std::string name = to_string(job.shape->name);
    if (maker.columns().empty()) {
        return sqldb::exec(transaction,
                           fmt::format("INSERT INTO {} SELECT FROM generate_series(1, {})",
                                       quote_name(job.shape->name), job.rows));
    }
    const loading_facts facts = read_loading_facts(transaction, *job.shape);
    std::optional<staging> stage;
    if (!accepts_copy(*job.shape, facts)) {
        stage.emplace(transaction, *job.shape, maker.columns(), staging_options{});
    }
    try {
        sqldb::copy_in copy(transaction.session(),
                            fmt::format("COPY {} ({}) FROM STDIN",
                                        stage ? stage->name() : quote_name(job.shape->name),
                                        quote_columns(*job.shape, maker.columns())));
        std::string buffer;
        const auto report_progress = [&](std::int64_t row) {
            if (options.on_progress) {
                options.on_progress({name, row, job.rows, 0, 0});
            }
        };
        report_progress(0); // starts the clock of the display
        for (std::int64_t row = 1; row <= job.rows; ++row) {
            maker.append_row(buffer);
            if (buffer.size() >= chunk_size || row == job.rows) {
                copy.write(buffer);
                buffer.clear();
                report_progress(row);
            }
        }
        const std::int64_t copied = copy.finish();
        return stage ? insert_staged(transaction, job, facts, *stage, maker.columns()) : copied;
    } catch (const sqldb::sql_error& problem) {
        throw_with_hint(job, problem);
    }
}

} // namespace

std::vector<generated_table> plan_generation(sqldb::executor& db, const std::string& table,
                                             const generate_options& options) {
    std::vector<generated_table> tables;
    for (const auto& job : schedule(db, table, options)) {
        generated_table planned{to_string(job.shape->name), job.rows, {}};
        for (std::size_t i = 0; i < job.shape->columns.size(); ++i) {
            const auto& column = job.shape->columns[i];
            planned.columns.push_back(
                {column.name, column.type.domain.empty() ? column.type.printed : column.type.domain,
                 job.plan.columns[i].description});
        }
        tables.push_back(std::move(planned));
    }
    return tables;
}

run_report generate(sqldb::connection& db, const std::string& table,
                    const generate_options& options) {
    run_report report;
    sqldb::transaction transaction(db);
    try {
        for (auto& job : schedule(transaction, table, options)) {
            const auto start = std::chrono::steady_clock::now();
            row_counts rows;
            rows.inserted = fill_table(transaction, job, options);
            report.files.push_back({{},
                                    to_string(job.shape->name),
                                    rows,
                                    std::chrono::duration_cast<std::chrono::microseconds>(
                                        std::chrono::steady_clock::now() - start)});
        }
    } catch (error& problem) {
        problem.aftermath = "Everything was rolled back.";
        throw;
    }
    transaction.commit();
    return report;
}

} // namespace dunlin::seeder
